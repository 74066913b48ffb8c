"""What an import did, for the terminal."""

# More names than this are told by their number alone.
MOST_NAMES = 20


def tell_report(out, report):
    """Write an actions.Report to `out`."""
    counts = (
        f"{len(report.added)} added, {len(report.changed)} changed, {report.unchanged} unchanged, "
        f"{len(report.gone)} {'removed' if report.were_removed else 'gone'}"
    )
    out.write(f"{report.file}, {report.model_name}: {counts}")
    _list(out, "+", report.added)
    for name, differences in report.changed:
        out.write(f"  ~ {name}")
        for column, before, after in differences:
            out.write(f"      {column}: {before} → {after}")
    _list(out, "-", report.gone)
    if report.gone and not report.were_removed:
        out.write("  What is gone from the file stays on the site. --remove takes it out.")
    for note in report.notes:
        out.write(f"  {note}")


def _list(out, sign, names):
    for name in names[:MOST_NAMES]:
        out.write(f"  {sign} {name}")
    if (more := len(names) - MOST_NAMES) > 0:
        out.write(f"  {sign} and {more} more")
