"""Reads the first sheet of a workbook with Python's own zip and XML, and compares it with the same data in CSV."""

import csv
import datetime
import sys
import xml.etree.ElementTree as xml
import zipfile

name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def place(reference):
    column = 0
    for letter in reference:
        if not letter.isalpha():
            break
        column = 26 * column + ord(letter) - 64
    return column - 1


def text_of(cell):
    text = "".join(part.text or "" for part in cell.iter(f"{name}t"))
    for code in range(0x20):
        text = text.replace(f"_x{code:04X}_", chr(code))
    return text.replace("_x005F_", "_")


rows = []
with zipfile.ZipFile("data.xlsx") as book:
    if book.testzip() is not None:
        sys.exit("The archive is broken")
    for _, row in xml.iterparse(book.open("xl/worksheets/sheet1.xml")):
        if row.tag == f"{name}f":
            sys.exit("There is a formula")
        if row.tag != f"{name}row":
            continue
        cells = {}
        for cell in row:
            kind = cell.get("t", "n")
            value = cell.find(f"{name}v")
            cells[place(cell.get("r"))] = text_of(cell) if kind == "inlineStr" else float(value.text)
        rows.append(cells)
        row.clear()

with open("data.csv", encoding="utf-8-sig", newline="") as file:
    table = list(csv.reader(file))

compared = 0
if len(table) != len(rows):
    sys.exit(f"{len(rows)} rows, not {len(table)}")
for number, (meant, found) in enumerate(zip(table, rows)):
    for column, written in enumerate(meant):
        cell = found.get(column, "")
        if isinstance(cell, float) and table[0][column].endswith("_at") and number > 0:
            moment = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=cell)
            same = abs((moment - datetime.datetime.fromisoformat(written[:-1])).total_seconds()) < 0.001
        elif isinstance(cell, float):
            same = cell == float(written)
        else:
            same = cell == written
        if not same:
            sys.exit(f"Row {number + 1}, {table[0][column]}: {cell!r}, not {written!r}")
        compared += 1
print(f"{compared} cells, all as they were written.")
