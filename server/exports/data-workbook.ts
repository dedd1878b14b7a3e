import { codebook } from './answer-codebook.ts';
import { dataNotes, type ExportWords, type Note } from './data-notes.ts';
import type { DataVariable } from './data-variable.ts';
import { dataVariables } from './data-variables.ts';
import type { RespondentData } from './respondent-data.ts';
import { type Column, type CutCell, workbook } from './xlsx/workbook.ts';

/** A workbook keeps so many cut texts by their places; there are hardly ever any. */
const mostCutNamed = 1000;

/** Respondent data as a workbook: the data, what each column holds, and what there is to know of them. */
export async function* dataWorkbook(
  data: RespondentData,
  words: ExportWords,
  onRows: (rows: number) => void,
): AsyncGenerator<Uint8Array> {
  const { t } = words;
  const { versions } = data.request;
  const notes = await dataNotes(data, words);
  const meanings = codebook(
    data.columns,
    new Map(versions.map(({ number, definition }) => [number, definition])),
  );
  const cuts: CutCell[] = [];
  let cut = 0;
  const rows = async function* () {
    for await (const { cells } of data.rows(onRows)) yield cells;
  };
  const last = async function* (): AsyncGenerator<Note> {
    yield* notes;
    yield [t('data.notes.missing'), t('data.notes.missing.table')];
    const changed = await data.hasChanged();
    yield [t('data.notes.changed'), t(changed ? 'data.notes.changed.yes' : 'data.notes.changed.no')];
    yield [t('data.notes.cut'), cut];
    for (const { sheet, row, column, length } of cuts) {
      yield [`${sheet}: ${t('data.notes.cut.cell', { row, column })}`, length];
    }
  };
  yield* workbook(
    [
      {
        name: t('data.sheet.data'),
        columns: dataVariables(data.columns, data.request, t).map(columnOf),
        rows: rows(),
      },
      {
        name: t('data.sheet.codebook'),
        columns: meanings.header.map((header) => ({ header, width: 24, wraps: true })),
        rows: meanings.rows,
      },
      {
        name: t('data.sheet.notes'),
        columns: [
          { header: t('data.notes.what'), width: 40, wraps: true },
          { header: t('data.notes.value'), width: 80, wraps: true },
        ],
        rows: last(),
        filters: false,
      },
    ],
    {
      onCut(each) {
        cut++;
        if (cuts.length < mostCutNamed) cuts.push(each);
      },
    },
  );
}

function columnOf({ header, holds }: DataVariable): Column {
  const least = Math.max(10, Math.min(30, header.length + 2));
  switch (holds.kind) {
    case 'moment':
      return { header, width: 20 };
    case 'number':
      return { header, width: least };
    case 'text':
      return { header, width: holds.bytes > 255 ? 40 : least };
  }
}
