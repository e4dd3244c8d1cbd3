"""Everything people read of a verdict in English, keyed by code. `{…}` is filled from a finding's params."""
# ruff: noqa: E501

FINDINGS = {
    # something contradicts
    "code.lookalike": "The QR code's link only looks like a TISI page: {reason}.",
    "licence.revoked": "Licence {licence} has been revoked, according to the list of {date}.",
    "licence.cancelled": "Licence {licence} has been cancelled, according to the list of {date}.",
    "licence.suspended": "Licence {licence} is suspended (from {from} to {until}), according to the list of {date}.",
    "licence.not_listed": "Licence {licence} is not in the list of {date}, which holds every licence of this standard.",
    "code.licence_not_listed": (
        "The QR code names licence {licence}, which is not in the list of {date}; that list holds every licence of this standard."
    ),
    "code.leads_to_bad_status": "The QR code leads to licence {licence}, which is not in force, according to the list of {date}.",
    "code.other_licence": "The QR code leads to licence {licence}, but the label prints {printed}.",
    "code.other_standard": "The QR code leads to licence {licence} of TIS {standard}, but the label prints TIS {printed}.",
    "licence.other_standard": "Licence {licence} is for TIS {standard}, but the label prints TIS {printed}.",
    "licence.type_contradicts_mark": "Licence {licence} is of type {type}, which goes with the {wanted}; the label shows the {kind}.",
    "licence.type_contradicts_standard": "Licence {licence} is of type {type}, which cannot be for TIS {standard}, a {scheme}.",
    "mark.wrong_kind": "TIS {standard} takes the {wanted}, but the label shows the {kind}.",
    "holder.other_licensee": "The label names {printed} as the licensee, but licence {licence} belongs to {holder}.",
    "category.other": "TIS {standard} is not a standard for the goods you named ({category_en}).",
    # it cannot be told
    "labels.several_products": "Labels in the photo show different numbers; there seems to be more than one product.",
    "photos.differ": "The numbers differ between photos; the {photos} photos may not be of one product.",
    "mark.community": (
        "This is the community product mark (มผช.). It stands for a certificate, not for a TIS licence, so it is in no list of "
        "licences. Nothing is wrong with that."
    ),
    "certificate.sme": (
        "This is มอก.เอส, a certificate for small firms and services, not a TIS licence, so it is in no list of licences. Nothing "
        "is wrong with that."
    ),
    "standard.not_product": "TIS {standard} is a guideline or laboratory accreditation, not a standard for products.",
    "mark.none": "No TIS mark is in sight. It may be on another side, or these goods may not need one.",
    "mark.missing_beside_number": "A number or QR code is in sight, but no TIS mark.",
    "mark.unsure": "Something looks like a TIS mark, but not clearly enough.",
    "standard.none": "No standard number (such as มอก. 2424-2565) was found.",
    "standard.none_beside_mark": "A TIS mark is in sight, but no standard number beside it (such as มอก. 2424-2565).",
    "standard.unreadable": "A standard number is in sight, but could not be read for certain (it looks like {text}).",
    "standard.no_year": "TIS {standard} was read without its year.",
    "standard.unknown": "TIS {standard} is not in the catalogue of standards; it may be misread, or new.",
    "standard.unknown_edition": "The standard is known, but not this edition (TIS {standard}).",
    "list.none": "There is no list of licences to compare with; only the label's own consistency could be judged.",
    "list.future": "The list is dated {date}, which is still to come; its date or this machine's clock is wrong.",
    "list.stale": "The list of {date} is {days} days old (at most {limit} are allowed); things may have changed.",
    "list.contradicts": "The list has several entries for licence {licence} that contradict each other.",
    "code.shared_id": "The list ties QR id {qr_id} to several licences, {licence} among them, so it proves nothing.",
    "licence.near_listed": "The number was read as {licence}, which is not listed, but {near} is; it may be misread.",
    "licence.not_covered": "Licence {licence} was not found, but the list may be incomplete or too old to say more.",
    "code.licence_not_covered": (
        "Licence {licence}, named by the QR code, was not found, but the list may be incomplete or too old to say more."
    ),
    "licence.status_unstated": "Licence {licence} of {holder} was found, but the list does not tell whether it is in force.",
    "licence.status_contradicts": "The list calls licence {licence} active, yet gives a suspension that includes today.",
    "licence.issued_later": "The list says that licence {licence} is issued on {issued}, which is still to come.",
    "licence.suspension_open": "The list calls licence {licence} suspended without a last day, and is too old to tell.",
    "licence.unclear_bad_status": "The licence number was not read for certain, but it looks like {licence}, which is not in force.",
    "link.neighbour_listed": (
        "The number was read as {licence}, but {near} is listed too; something else, such as the QR code or the firm's name, "
        "must confirm it."
    ),
    "link.ambiguous": "The label leads to more than one licence of TIS {standard} ({licences}).",
    "link.name_nearly": "The name read ({printed}) is much like that of the holder of licence {licence}, {holder}, but not the same.",
    "link.name_likely": (
        "The firm's name could not be read for certain ({printed}). It is probably {holder}, which holds licence {licence}: "
        "compare it with the label letter by letter."
    ),
    "link.name_sounds": (
        "The name in Latin letters ({printed}) sounds like {holder}, which holds a licence of this standard. It may be the "
        "same firm, but a name that sounds alike does not prove it."
    ),
    "holder.only_seller": (
        "The holder of licence {licence}, {holder}, is named only as the seller; the label names another firm too ({printed})."
    ),
    "link.none": "Nothing on the label leads to one licence yet (licence number, QR code or the licensee's name).",
    "standard.unbacked": "The label also shows TIS {standard}, but nothing on it leads to a licence of that standard.",
    "licence.other_edition": "Licence {licence} is for TIS {standard}, but the label prints TIS {printed}: another edition or part.",
    "licence.unsettled_standard": (
        "Licence {licence} is for TIS {standard}, but the label was read as TIS {printed}. Some goods show two standards, so this "
        "settles nothing."
    ),
    "licence.type_unsettled": (
        "The type of licence {licence} ({type}) does not seem to go with the mark or the standard, but that is not certain."
    ),
    "mark.kind_unsettled": "The label shows the {kind}, while TIS {standard} should take the {wanted}; that is not certain.",
    "mark.apart": "The mark in the photo is not on the label that shows TIS {standard}; it may belong to another product.",
    "mark.unexplained": "Beside the mark of its standard the label also shows the {kind}, for which there is no standard.",
    "code.unsettled_licence": (
        "The QR code leads to licence {licence}, the label was read as {printed}; it may be misread, or there are two licences."
    ),
    "code.names_bad_status": "The QR code names licence {licence}, which is not in force, according to the list of {date}.",
    "code.names_other": "The QR code names licence {licence}, but the label's own is {printed}.",
    "code.names_other_standard": "The QR code names TIS {standard}, but the label prints TIS {printed}.",
    "code.official_other": (
        "The QR code holds a link to TISI's site, but not in the exact form of a licence page, so it confirms nothing."
    ),
    "code.mentions_official": "The QR code is no link of TISI's, but speaks of TISI's site or of a licence, so it confirms nothing.",
    "code.hidden_target": "The QR code hides where it leads (a shortened link, for instance).",
    "code.other_id": "The list knows another QR id for licence {licence} than the label's {qr_id}.",
    "code.several": "There are {codes} different TISI codes, and not all of them lead to a licence that fits the label.",
    "holder.sounds_alike": (
        "The name in Latin letters ({printed}) sounds like the holder of licence {licence}, {holder}. It is probably the same "
        "firm, but this list does not have its Latin name to compare."
    ),
    "holder.sounds_several": (
        "The name in Latin letters ({printed}) sounds like more than one holder of a licence ({holders}), and this list does "
        "not have their Latin names to compare."
    ),
    "holder.differs": "The firm named on the label ({printed}) is not the holder of licence {licence}, which is {holder}.",
    "holder.unclear": "A firm's name could not be read well ({text}) and does not look like the licence's holder, {holder}.",
    "number.struck_out": "A line seems to go through the number {value}.",
    "words.denied": "The label says “{text}”, which may deny the number or the mark.",
    "words.compared": "The label says “{text}”: that compares with a standard and does not claim it.",
    "words.pending": "The label says “{text}”: that is not granted yet.",
    "words.expired": "The label says “{text}”: that may no longer be in force.",
    "words.part": "The label says “{text}”: the number may be for a part of the goods only.",
    "holder.role_differs": "“{printed}” is named as {role}, and licence {licence} is held by {holder}.",
    "holder.beside_mark": "Beside the mark stands “{printed}”, and licence {licence} is held by {holder}.",
    "licence.letter_unsure": "The letter of the licence number is not certain; another look read “{text}”.",
    "licence.unparsed": "There seems to be another licence number here that is not of a known form: “{text}”.",
    "standard.unparsed": "There seems to be another standard number here that is not of a known form: “{text}”.",
    "code.unread": "There is a QR code here that could not be read.",
    "print.unread": "There is more print here that could not be read.",
    "challenge.missing": "What was read agrees, and the rest of the photo has not been looked at.",
    "firm.named": "“{printed}” is named as {role}.",
    "words.names_goods": "The label names the goods that the standard is for: “{words}”.",
    "challenge.done": "The rest of the photo was looked at as well, and nothing there speaks against it.",
    "standard.another_unclear": "There is another standard number that could not be read for certain ({text}).",
    "licence.another_unclear": "There is another licence number that could not be read for certain ({text}).",
    "category.part": (
        "TIS {standard} is for a part (such as a cable, plug, cell or adapter), not for the whole product ({category_en})."
    ),
    "category.unsettled": "It is not certain that TIS {standard} is for such goods ({category_en}).",
    "licence.unreadable": "A licence number is in sight, but could not be read for certain (it looks like {text}).",
    "holder.ambiguous": "The firm's name fits more than one licence.",
    "code.unresolved": "The QR code has TISI's own form, but this list does not know which licence id {qr_id} belongs to.",
    "code.none": "No QR code was read. Small goods may carry it on their box.",
    "code.not_tisi": "QR codes were read, but none of them is TISI's. Small goods may carry TISI's on their box.",
    "code.unrelated": "There are other codes in the picture, which have nothing to do with the licence.",
    # worth knowing
    "standard.superseded": (
        "TIS {standard} has been replaced by TIS {successor}; these may be old stock, or the label is out of date."
    ),
    "holder.nearly": "The name read on the label ({printed}) differs only a little from the holder of licence {licence}, {holder}.",
    "licence.suspension_over": "Licence {licence} was suspended until {until}; that is over.",
    "licence.suspension_ahead": "Licence {licence} will be suspended from {from}.",
    "standard.not_product_beside": "TIS {standard}, also on the label, is a guideline or laboratory accreditation, not about the goods.",
    "certificate.sme_beside": "There is มอก.เอส too, a certificate for small firms and services.",
    "standard.several": "The label shows several standards ({standard}). That is lawful; each needs a licence of its own.",
    "mark.community_beside": "There is a community product mark (มผช.) too, which stands for a certificate of its own.",
    "standard.similar_read": "One reading of the standard number differs a little ({text}); it was not used.",
    "licence.similar_read": "One reading of the licence number differs a little ({text}); it was not used.",
    # what agrees
    "link.found": "The label leads to one licence: {licence} of {holder} ({by}).",
    "licence.active": "Licence {licence} is in force, according to the list of {date}.",
    "licence.fits_standard": "Licence {licence} is for TIS {standard}, as the label prints.",
    "licence.listed": "Licence {licence} is in the list of {date}.",
    "holder.fits": "The label names the licence's holder, {holder}.",
    "mark.found": "Found: {kind}.",
    "mark.fits_standard": "The {kind} goes with TIS {standard}.",
    "licence.type_fits_mark": "Licence type {type} goes with the {kind}.",
    "licence.type_fits_standard": "Licence type {type} goes with TIS {standard}, a {scheme}.",
    "standard.found": "The standard number was read as TIS {standard}.",
    "standard.known": "TIS {standard} is: {title_en}.",
    "standard.current": "TIS {standard} is the newest edition known.",
    "code.licence_matches": "The QR code leads to licence {licence}, the one that is printed.",
    "code.official": "The QR code is a TISI link (which can be copied from other goods).",
    "category.fits": "TIS {standard} is a standard for such goods ({category_en}).",
    "list.fresh": "The list of licences is of {date}.",
    "photos.agree": "All {photos} photos show the same numbers.",
}

ADVICE = {
    "match_is_not_proof": (
        "A match does not prove that this item is no counterfeit, nor that it does no harm: what is printed can be copied."
    ),
    "keep_receipt": "Keep the receipt and the box.",
    "move_closer": "Go closer, so that the mark and the numbers under it fill the picture.",
    "hold_still": "Hold still and tap the screen to focus on the label.",
    "more_light": "Take the photo in better light.",
    "avoid_glare": "Tilt the product or the camera a little, so that no reflection covers the print.",
    "show_whole_label": "Take the whole label into the picture.",
    "other_side": "Look on the other sides and on the box: mark, number or QR code are often there.",
    "show_licensee": "Take the maker's or importer's name into the picture too.",
    "one_product_per_photo": "Photograph one product at a time, with one label in the picture.",
    "type_number_in": "Type the licence or standard number in yourself.",
    "look_firm_up": "Look the firm's Thai and English names up at the Department of Business Development (datawarehouse.dbd.go.th).",
    "check_official_page": "Compare with TISI's own licence page (tisi.go.th) yourself.",
    "do_not_open_link": "Do not open this QR code's link, and enter nothing there.",
    "update_list": "Ask the operator to update the list of licences.",
    "ask_seller_for_licence": "Ask the seller to show the licence before you buy.",
    "report_to_tisi": "Report it to TISI (สมอ.), or by LINE “แจ้งอุต”, with photos and the shop's name.",
    "community_mark": "Community products can be checked with the provincial industry office or in TISI's community section.",
}

VERDICTS = {
    "agrees": "What the label says agrees with the list of licences.",
    "conflicts": "What the label says conflicts with the list of licences, or with itself.",
    "cannot_tell": "It cannot be told yet.",
}

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
    "request.too_many_photos": ("Too many photos", "Send photos of one product only, within the limit."),
    "request.unknown_category": ("This kind of goods is not known", "Choose from the list, or leave it out."),
    "request.bad_number": (
        "Not a number of the right form",
        "Enter a licence such as ท7195-54/1040 or a standard such as 2424-2565.",
    ),
    "request.too_many_numbers": ("Too many numbers at once", "Send them in several requests."),
    "request.unknown_key": ("There is no such API key", "See `mokcheck keys list`."),
    "request.file_missing": ("The file or folder was not found", "Check its name and whether it may be read."),
    "request.bad_sights": (
        "What was kept of the photos cannot be used",
        "It is damaged or of another version: judge the photos themselves again.",
    ),
    "request.bad_truth": ("The truth.json cannot be used", "Check its form against the manual."),
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
    "list.rejected": ("This list cannot be imported", "See the reasons line by line, mend the source and try again."),
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
    "settings.bad": ("A setting has a value that cannot be taken", "Mend the setting named and start again."),
    "service.busy": ("Too many people are asking just now", "Wait a moment and try again."),
    "service.too_fast": ("Too many requests from you", "Wait as long as told and try again."),
    "service.too_many_jobs": ("Too many jobs are open", "Wait until earlier jobs are done and try again."),
    "service.store": ("The service's store cannot be used", "Tell the operator."),
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
    "role": {"licensee": "licensee", "maker": "maker", "importer": "importer", "seller": "seller"},
    "kind": {
        "compulsory": "compulsory mark (with a ring)",
        "voluntary": "voluntary mark (without a ring)",
        "community": "community mark (มผช.)",
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
UNSTATED = "not stated"
OTHER_REASON = "the site is not TISI's"
