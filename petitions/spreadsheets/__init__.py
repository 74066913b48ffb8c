"""Signatures as tables for spreadsheet programs, written page by page: memory does not grow with the rows.

cells      what a spreadsheet program would take for a formula, made harmless
columns    what may be taken out of a signature, and how it is shown
csv_file   CSV as a stream of bytes
xlsx_file  XLSX as a stream of bytes
"""
