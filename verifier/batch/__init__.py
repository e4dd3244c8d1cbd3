"""A retailer's stock: a folder, an archive or a manifest of photos in, a sheet with a verdict for every product out.

    source ─names─▶ plan (products and their photos) ─▶ looks in child processes ─▶ ledger ─▶ verdicts ─▶ results

What was seen in a photo is kept by its content, so that a run that was stopped anywhere goes on where it stood, a photo
that stands under several names is looked at once, and another list judges again without pixels. A photo that crashes,
hangs or fills the memory of a worker is set aside with its reason; its product never agrees.
"""
