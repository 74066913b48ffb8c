"""One text, many outputs.

    source      stored rich text → one semantic lxml tree (notes, tables, charts, binding: its steps; trees: its tools)
    page        tree → HTML of the website
    gathering   a document → an edition in one language (edition: the tree and all that is printed around it)
    layout      edition → the HTML that is set as a PDF (templates/documents/; palette: its colours; endings: the last
                words of its texts)
    pdf         that HTML → PDF (assets: what it may read; tagging, tag_tree: what a screen reader finds in it;
                conformance: the standards it keeps; imposing: pages two to a sheet; remedies: two faults of the
                typesetter, mended; baseline, balance: where lines stand and end; joining: several files as one)
    word        edition → a Word file
    epub        edition → an EPUB, for e-readers
    plain_text  edition → a text without any markup (flow: every word in a block; figures: a chart in words)
    archive     the zip around Word files and EPUBs, the same bytes for the same parts
    digest      the hash of all that goes into a file
    press       runs them in a process of its own, within limits
    problems    why a file could not be made, in words for staff

`pdf`, `word`, `epub`, `plain_text` and what they import know neither Django’s models nor the database: they
run in a child process that is handed plain data.
"""
