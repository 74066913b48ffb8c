"""One text, three outputs.

    source    stored rich text → one semantic lxml tree (placeholders, links, notes, captions, charts)
    page      tree → HTML of the website
    gathering a document → an edition in one language: its tree and all that is printed around it, as plain data
    layout    edition → the HTML that is set as a PDF (templates/documents/)
    pdf       that HTML → a tagged PDF
    word      edition → a Word file
    digest    the hash of all that goes into a file
    press     runs pdf and word in a process of its own, within limits

`pdf`, `word` and what they import know neither Django's models nor the database: they run in a child
process that is handed plain data.
"""
