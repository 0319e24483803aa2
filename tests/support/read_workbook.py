"""read_workbook.py FILE - a workbook as openpyxl understands it, as JSON: what another program than ours makes of it."""
import json
import sys
import warnings

import openpyxl


def cell(c):
    return {"at": c.coordinate, "type": c.data_type, "value": None if c.value is None else str(c.value), "format": c.number_format,
            "link": c.hyperlink is not None}


def sheet(s):
    head = s[s.freeze_panes].row - 1 if s.freeze_panes else 0
    return {
        "name": s.title, "freeze": s.freeze_panes, "filter": s.auto_filter.ref, "merged": [str(m) for m in s.merged_cells.ranges],
        "widths": {letter: d.width for letter, d in s.column_dimensions.items()},
        "title_rows": s.print_title_rows, "landscape": s.page_setup.orientation, "paper": s.page_setup.paperSize,
        "head": [c.value for c in s[head]] if head else [], "head_bold": [bool(c.font.b) for c in s[head]] if head else [],
        "above": [[c.value for c in row if c.value is not None] for row in s.iter_rows(min_row=1, max_row=max(head - 1, 1))],
        "rows": [[cell(c) for c in row] for row in s.iter_rows(min_row=head + 1)],
    }


warnings.simplefilter("error")  # what openpyxl would rather not have read is a fault of the file
book = openpyxl.load_workbook(sys.argv[1])
json.dump({"sheets": [sheet(s) for s in book.worksheets], "names": list(book.defined_names.definedName and
           [n.name for n in book.defined_names.definedName] or [])}, sys.stdout, ensure_ascii=False)
