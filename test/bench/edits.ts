import { loadavg } from 'node:os';
import { apply } from '#surveys/design/apply.ts';
import { type EditDocument, readEdit } from '#surveys/design/edits.ts';
import { rebase, watchedValue } from '#surveys/design/rebase.ts';
import { readDraft } from '#surveys/read-definition.ts';
import { templateWith } from '#surveys/templates/library.ts';
import { machineLine, say, table } from './machine.ts';

/** How long one edit of a questionnaire of 300 items takes, by kind: `node --import tsx test/bench/edits.ts [times]`. */
const times = Number(process.argv[2] ?? 200);

/** The first questionnaire of the library, its first dimension and page filled up to 300 items. */
function ofItems(count: number): unknown {
  let draft: unknown = JSON.parse(JSON.stringify(templateWith('factor-csi', [])));
  for (let item = countItems(draft); item < count; item += 1) {
    const name = { 'zh-CN': `第 ${item} 项`, en: `Item number ${item}` };
    const outcome = apply(draft, read({ edit: 'addItem', within: 'dimension:hardValue', name }));
    if ('refused' in outcome) throw new Error(JSON.stringify(outcome.refused));
    draft = outcome.draft;
  }
  return draft;
}

function countItems(draft: unknown): number {
  const reading = readDraft(draft);
  if ('problems' in reading) throw new Error('No draft');
  return reading.definition.factors.flatMap(({ dimensions }) => dimensions.flatMap(({ items }) => items))
    .length;
}

function read(document: EditDocument) {
  const reading = readEdit(document);
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.edit;
}

const edits: readonly EditDocument[] = [
  { edit: 'setText', place: 'item:price', field: 'name', language: 'en', text: 'What it costs' },
  { edit: 'set', place: 'item:price', field: 'weight', value: 2 },
  { edit: 'setCondition', place: 'page:overall', condition: { op: 'answered', question: 'price' } },
  { edit: 'addItem', within: 'dimension:hardValue', name: { en: 'One more' } },
  { edit: 'move', place: 'question:price', within: 'page:overall' },
  { edit: 'remove', place: 'item:price', andReferences: true },
  { edit: 'rekey', place: 'item:price', key: 'cost' },
  { edit: 'duplicate', place: 'item:price' },
  { edit: 'duplicate', place: 'page:service' },
  { edit: 'scaleWeights', place: 'factor:product' },
  { edit: 'addLanguage', language: 'fr' },
  { edit: 'remove', place: 'language:en' },
];

/** Milliseconds of processor time each, and of time passed: the least, the median, and that of all but five in a hundred. */
function measured(work: () => unknown): readonly string[] {
  for (let warm = 0; warm < times / 4; warm += 1) work();
  const before = process.cpuUsage();
  const taken = Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((one, other) => one - other);
  const { user, system } = process.cpuUsage(before);
  const at = (share: number) => taken[Math.floor(share * (taken.length - 1))] ?? Number.NaN;
  return [(user + system) / 1000 / times, at(0), at(0.5), at(0.95)].map((each) => each.toFixed(1));
}

const draft = ofItems(300);
const rows = edits.flatMap((document) => {
  const edit = read(document);
  const outcome = apply(draft, edit);
  if ('refused' in outcome) throw new Error(JSON.stringify(outcome.refused));
  const reading = readDraft(draft);
  const seen = 'problems' in reading ? undefined : watchedValue(reading.definition, edit);
  const name = `${edit.edit} ${'place' in edit ? edit.place : ''}`;
  return [
    [name, ...measured(() => apply(draft, edit))],
    [`${name}, after others`, ...measured(() => rebase(draft, edit, seen))],
  ];
});
say(`${machineLine()}. Load: ${loadavg()[0]?.toFixed(1)}.`);
say(
  `${countItems(draft)} items, ${JSON.stringify(draft).length} characters of JSON. Milliseconds an edit.\n`,
);
say(table(['edit', 'processor', 'least', 'median', '95 %'], rows));
