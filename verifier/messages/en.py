"""Everything people read of a verdict in English, keyed by code. `{…}` is filled from a finding's params."""
# ruff: noqa: E501

ADVICE = {
    "match_is_not_proof": (
        "A match does not prove that this item is no counterfeit, nor that it does no harm: what is printed can be copied."
    ),
    "keep_receipt": "Keep the receipt and the box.",
    "move_closer": "Go closer, so that the mark and the numbers under it fill the picture.",
    "hold_still": "Hold still and tap the screen to focus on the label.",
    "more_light": "Take the photo in better light.",
    "avoid_glare": "Tilt the product or the camera a little, so that no reflection covers the print.",
    "photograph_straight": "Take the photo from straight in front of the label.",
    "show_whole_label": "Take the whole label into the picture.",
    "other_side": "Look on the other sides and on the box: mark, number or QR code are often there.",
    "show_licensee": "Take the maker's or importer's name into the picture too.",
    "one_product_per_photo": "Photograph one product at a time, with one label in the picture.",
    "type_number_in": "Type the licence or standard number in yourself.",
    "look_firm_up": "Look the firm's Thai and English names up at the Department of Business Development (datawarehouse.dbd.go.th).",
    "check_official_page": "Compare with TISI's own licence page (tisi.go.th) yourself.",
    "compare_official_page": "Open TISI's page behind this QR code, and compare firm, model and TIS number with the label.",
    "do_not_open_link": "Do not open this QR code's link, and enter nothing there.",
    "update_list": "Ask the operator to update the list of licences.",
    "ask_seller_for_licence": "Ask the seller to show the licence before you buy.",
    "report_to_tisi": "Report it to TISI (สมอ.), or by LINE “แจ้งอุต”, with photos and the shop's name.",
    "community_mark": "Community products can be checked with the provincial industry office or in TISI's community section.",
}

VERDICTS = {
    "agrees": "What the label says agrees with the register of licences.",
    "conflicts": "What the label says contradicts the register of licences, or itself.",
    "cannot_tell": "Cannot be told yet (which does not mean a fake).",
}

HEADLINES = {
    "list": "What the label says contradicts the register of licences.",
    "label": "What the label says contradicts itself.",
    "code": "This QR code is not TISI's.",
    "mark": "The mark on the label is not the TIS mark.",
    "goods": "The TIS number on the label is not for the goods you named.",
}
"""What stands over `conflicts`, by what the leading finding is about."""

ERRORS = {
    "internal": ("Something went wrong inside", "Try again; if it stays, tell the operator."),
    "photo.bad": ("This photo cannot be used", "Take or choose another, as JPEG, PNG, WebP or AVIF."),
    "photo.empty": ("The file is empty", "Choose another photo; there is nothing in this file."),
    "photo.too_many_bytes": ("The file is too large", "Make the photo smaller or take it again, within the limit."),
    "photo.unknown_format": ("This file is not a photo of a known kind", "Use a JPEG, PNG, WebP or AVIF photo."),
    "photo.too_many_pixels": ("The photo has too many pixels", "Make it smaller and send it again."),
    "photo.too_few_pixels": ("The photo is too small", "Send the camera's original, not a thumbnail."),
    "photo.too_many_frames": ("The file is an animation or has several pages", "Send one still photo."),
    "photo.damaged": ("The photo is damaged", "Take it again or send it again; it may have come incomplete."),
    "request.bad": ("The request cannot be taken", "Check what was sent and try again."),
    "request.no_photo": ("There is no photo", "Take or choose at least one."),
    "request.too_many_photos": ("Too many photos", "Send photos of one product only, at most{limit}."),
    "request.bad_frame": (
        "The frame does not fit the photo",
        "Draw frames inside the photo, large enough to hold a label, and so that no two overlap.",
    ),
    "request.unknown_category": ("This kind of goods is not known", "Choose from the list, or leave it out."),
    "request.bad_number": (
        "Not a number of the right form",
        "Enter a licence such as ท7195-54/1040 or a standard such as 2424-2565.",
    ),
    "request.too_many_numbers": ("Too many numbers at once", "Send them in several requests of at most{limit}."),
    "request.unknown_key": ("There is no such API key", "See `mokcheck keys list`."),
    "request.file_missing": ("The file is not there or cannot be opened", "Check its name and whether it may be read."),
    "request.bad_sights": (
        "What was kept of the photos cannot be used",
        "It is damaged or of another version: judge the photos themselves again.",
    ),
    "request.bad_truth": ("The truth.json cannot be used", "Check its form against the manual."),
    "evidence.bad": (
        "This is no evidence bundle that can be used",
        "Check it with mokcheck report verify, which names the part that is wrong.",
    ),
    "evidence.not_kept": (
        "The store holds no such bundle",
        "See mokcheck report store list; it may have been deleted when its days were over.",
    ),
    "evidence.bad_roots": (
        "These root certificates cannot be used",
        "Give the root certificates of the time-stamping authority in PEM.",
    ),
    "evidence.no_stamp": (
        "There is no time stamp yet",
        "The authority did not answer, or its answer failed the check; the bundle is as it was. "
        "Check the URL and the roots, then try again.",
    ),
    "evidence.bad_key": (
        "This signing key cannot be used",
        "Sign with the key file that mokcheck keys signing create made, check with its .pub.json. No file is overwritten.",
    ),
    "evidence.private_key": (
        "This is a private key, not a public one",
        "Choose the file that ends in .pub.json, and keep the private key to yourself. Where others, or a service of "
        "theirs, have had it, revoke it.",
    ),
    "case.off": (
        "No cases are kept here",
        "The operator switches them on with MOKCHECK_CASES_PATH.",
    ),
    "case.not_found": (
        "There is no such case, product or photo",
        "Check the id, or ask the officer of the case to add you to its team.",
    ),
    "case.changed": (
        "Somebody has changed this case since you opened it",
        "Read it again and make your change on what it says now.",
    ),
    "case.closed": (
        "This case is closed",
        "The officer of the case can open it again, with a reason.",
    ),
    "case.unfinished": (
        "A photo of the case has not wholly come yet",
        "Send the rest of it, or take it out, then close the case.",
    ),
    "case.held": (
        "This case is held and cannot be deleted from",
        "The officer of the case can end the hold.",
    ),
    "case.full": (
        "The case is full",
        "Open another for the other products; one holds at most{limit}.",
    ),
    "case.too_large": (
        "The case is too large for one file",
        "Export its products one by one.",
    ),
    "case.over": (
        "The last day of the case is over",
        "Name a day from today on; to delete the case, delete it with a reason.",
    ),
    "case.not_officer": (
        "Only the officer of the case may do this",
        "Ask the officer to do it, or to hand the case over to you.",
    ),
    "case.no_colleague": (
        "This is no key of an inspector in use",
        "Name the id of a key of scope inspector that was not revoked.",
    ),
    "case.not_judged": (
        "The photos, as they are now, were not judged yet",
        "Have the product judged first.",
    ),
    "case.upload_gap": (
        "Bytes of the photo that belong before these have not come",
        "Go on from the byte that `received` names.",
    ),
    "case.upload_mismatch": (
        "The photo is not of the size or hash that was announced",
        "Send it again from its beginning, and keep the original until it is whole here.",
    ),
    "list.problem": ("Something is wrong with the list of licences", "Tell the operator."),
    "list.none": ("There is no list of licences", "Build one with mokcheck registry build and say where it is."),
    "list.missing": ("The list file was not found", "Check the path in the settings."),
    "list.unreadable": (
        "The list file cannot be opened",
        "Build it again with this version's mokcheck registry build.",
    ),
    "list.unreachable": (
        "The database with the list of licences does not answer",
        "Wait a moment and try again; the operator should look at the database.",
    ),
    "list.rejected": ("This list cannot be imported", "See the reason that is given, mend the source and try again."),
    "table.rejected": (
        "This table of goods cannot be used",
        "Save it as CSV (UTF-8) or .xlsx with a row of headings, say with --mapping what headings of your own mean, "
        "and try again.",
    ),
    "list.shrank": (
        "The new list has lost too many licences; the old one was kept",
        "Check that the source is complete. If it is right, build again with --allow-shrink.",
    ),
    "list.source_unreachable": (
        "The source page does not answer",
        "Check the connection and try again later; the work goes on where it stopped.",
    ),
    "list.unexpected_page": (
        "The source page has changed",
        "Stopped so as to take in nothing wrong; tell the developers.",
    ),
    "list.not_listed": (
        "This number is not in the list",
        "Check the number. Not found is not the same as not issued when the list is incomplete or old.",
    ),
    "engine.problem": ("Something is wrong with an engine", "Try again; if it stays, tell the operator."),
    "engine.missing": ("A program or file that is needed is missing", "Install everything the manual names."),
    "engine.model_mismatch": (
        "A model file is not the one of this version",
        "Install this version again from its source.",
    ),
    "engine.failed": ("An engine gave up", "Try again, or with another photo."),
    "service.address": (
        "Another program has this address and port",
        "Take another port with --port, or stop that program.",
    ),
    "settings.bad": ("A setting has a value that cannot be taken", "Mend the setting named and start again."),
    "service.busy": ("Too many people are asking just now", "Wait a moment and try again."),
    "service.too_fast": ("Too many requests from you", "Wait as long as told and try again."),
    "service.too_many_jobs": ("Too many jobs are open", "Wait until earlier jobs are done and try again."),
    "line.unreachable": ("LINE does not hand out the photo", "Wait a moment and send the photo again."),
    "service.store": ("The service's store cannot be used", "Tell the operator."),
    "stock.source": (
        "This cannot be taken as a stock",
        "Give a folder, a .zip, a manifest that lies beside its photos, or s3://bucket/prefix.",
    ),
    "stock.objects": (
        "The object store does not hand out the photos",
        "Check address, region and rights in the environment, then give the same command again: it goes on where it stood.",
    ),
    "stock.ledger": (
        "The ledger or the result cannot be read or written",
        "Make room or check the rights, then give the same command again: it goes on where it stood.",
    ),
    "stock.in_use": ("Another run works on this result", "Wait until it is done, or choose another name with --out."),
    "batch.off": ("This service takes no batches", "Ask the operator to switch them on, or use mokcheck batch."),
    "batch.none": ("There is no such batch", "It may have expired or been deleted; send the stock again."),
    "batch.unfinished": ("The batch is not finished", "Ask how far it is, and for the results when it is done."),
    "batch.not_a_stock": (
        "This is not taken as a stock",
        "Send a .zip (application/zip), or a manifest (text/csv, .xlsx, application/jsonl), and say so in Content-Type.",
    ),
    "batch.given_up": (
        "The batch was given up",
        "The worker ended over it several times while photos were looked at. Tell the operator; once that is mended the "
        "batch can be resumed where it stood.",
    ),
    "batch.not_begun": (
        "The batch could not begin",
        "The worker ended several times before it was ready to look at the first photo; no photo is to blame. Tell the "
        "operator; once that is mended the batch can be resumed.",
    ),
    "batch.share": (
        "The place of all batches is not there",
        "This machine does not see the files that it shares with others. Tell the operator.",
    ),
    "batch.worker_runs": (
        "Another worker is at work",
        "One worker serves a folder of batches; stop the other one first.",
    ),
    "review.too_late": ("It is too late to undo this", "Make a new decision; both are kept."),
    "auth.bad_key": ("The API key is not valid", "Check it, or ask the operator for another."),
    "auth.key_needed": ("An API key is needed", "Ask the operator for one and send it as Authorization: Bearer."),
    "auth.not_allowed": ("This key may not do that", "Use a key of another scope, or leave that part out."),
    "http.bad_header": ("A header is not right", "See its form in the API manual."),
    "http.not_json": ("What was sent is not JSON", "Send application/json."),
    "http.bad_json": ("The JSON is not right", "See its form in the API manual."),
    "http.idempotency_key_reused": (
        "This Idempotency-Key was used for another request",
        "Use a new value for every new request.",
    ),
    "http.still_working": (
        "The first request with this Idempotency-Key is not done yet",
        "Wait a moment and send the same request again.",
    ),
    "http.no_job": ("There is no such job", "It may have expired; send the photos again."),
    "http.job_lost": (
        "The job was not finished",
        "The service stopped before it was done and keeps no photos; send them again.",
    ),
    "http.not_found": ("There is no such page", "Check the address against the API manual."),
    "http.method_not_allowed": ("This address does not take this method", "See the API manual for GET or POST."),
    "http.not_multipart": (
        "What was sent is not a form",
        "Send multipart/form-data with the pictures in the field photos.",
    ),
    "http.body_too_large": ("The photos together are too large", "Send fewer photos or make them smaller."),
    "http.body_too_slow": (
        "The photos did not arrive in time",
        "Try again with a better connection or smaller photos.",
    ),
    "http.head_too_slow": ("The request did not arrive in time", "Try again when the connection is better."),
    "http.malformed": ("What came is not an HTTP request", "Send it with an HTTP client, as the API manual shows."),
    "http.bad_signature": (
        "The request is not signed by LINE",
        "See that the channel secret set here is the one in LINE Developers.",
    ),
    "http.encoded": (
        "The request is compressed",
        "Send it without Content-Encoding; photos are small enough as they are.",
    ),
    "http.bad_form": (
        "The form is not right",
        "Use the fields photos, category, lang and evidence only, as the API manual says.",
    ),
    "http.no_answer": ("The check took too long", "Wait a moment and try again, or send fewer photos."),
    "http.stopping": ("The service is stopping or starting", "Wait a moment and try again."),
}

WORDS = {
    "role": {
        "licensee": "licensee",
        "maker": "maker",
        "importer": "importer",
        "seller": "seller",
        "named": "a party",
    },
    "kind": {
        "compulsory": "compulsory mark (with a ring)",
        "voluntary": "voluntary mark (without a ring)",
        "community": "community mark (มผช.)",
    },
    "fault": {
        "part_missing": "part of it is missing",
        "part_added": "something was added to it or filled in",
        "ring_broken": "its ring is broken",
        "second_ring": "there is a second ring",
        "ring_size": "its ring is of the wrong size",
        "crossed_out": "a stroke goes through it",
        "unclear": "it cannot be seen clearly enough to compare",
        "squashed": "it is squashed",
        "turned": "it stands aslant to the number beside it",
        "mirrored": "it is mirrored",
    },
    "problem": {
        "too_dark": "The photo is too dark",
        "too_bright": "The photo is too bright",
        "too_blurred": "The photo is not sharp",
        "glare": "Reflections cover the photo",
        "low_contrast": "The photo is too pale",
    },
    "scheme": {"compulsory": "compulsory standard", "voluntary": "voluntary standard"},
    "type": {"ท": "ท (make)", "น": "น (import)", "นค": "นค (one-off import)", "ส": "ส (display)"},
    "by": {
        "licence": "by the printed licence number",
        "qr": "by the QR code",
        "holder": "by the standard number and the licensee's name",
    },
    "reason": {
        "homograph": "it uses letters that imitate the real ones",
        "official_name_inside": "it puts tisi.go.th inside another site's name",
        "lookalike_letters": "it is spelt to look like tisi.go.th",
        "near_miss": "it is spelt to look like tisi.go.th",
        "name_in_host": "it uses the name tisi, สมอ. or มอก. for a site that is not TISI's",
        "userinfo": "it puts tisi.go.th before an @ and leads elsewhere",
        "backslash": "it hides the real site behind a backslash",
        "odd_port": "it uses an odd port",
        "official_path": "it imitates a TISI page on another site",
        "official_inside": "it puts the address of TISI's site inside a link to another site",
        "carries_licence": "it carries a licence's number as TISI's links do, but leads to another site",
        "app_scheme": "it hands the address of TISI's site to an app",
    },
}
LIMIT, LIMIT_UNSTATED = " {limit:,}", " N"
UNSTATED = "not stated"
OTHER_REASON = "the site is not TISI's"
