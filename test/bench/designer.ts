import { loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { surveyById } from '#db/queries/surveys.ts';
import type { DefinitionDocument } from '#surveys/definition.ts';
import { anApp, aPublishedWave } from '#test/helpers/app.ts';
import { signedIn } from '#test/helpers/people.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';
import { machineLine, say, table } from './machine.ts';

/**
 * What a page of the designer costs for a questionnaire of 300 items: processor time on the server, and weight.
 * `node --import tsx test/bench/designer.ts [times]`
 */
const times = Number(process.argv[2] ?? 20);

/** Ten factors of three dimensions with ten items each, and a page for each dimension. */
function ofItems(): DefinitionDocument {
  const both = (chinese: string, english: string) => ({ 'zh-CN': chinese, en: english });
  const tens = (count: number) => Array.from({ length: count }, (_, index) => index);
  const items = tens(300).map((i) => ({
    key: `P${i}`,
    name: both(`服务项目 ${i}`, `Item of service number ${i}`),
    weight: 1 + (i % 3),
  }));
  const dimensions = tens(30).map((d) => ({
    key: `dimension${d}`,
    name: both(`维度 ${d}`, `Dimension ${d}`),
    items: items.slice(d * 10, d * 10 + 10),
  }));
  const factors = tens(10).map((f) => ({
    key: `factor${f}`,
    name: both(`要素 ${f}`, `Factor ${f}`),
    kind: 'direct' as const,
    weight: 1,
    dimensions: dimensions.slice(f * 3, f * 3 + 3),
  }));
  const pages = dimensions.map(({ name, items: asked }, p) => ({
    key: `page${p}`,
    title: name,
    questions: asked.map(({ key }) => ({ kind: 'pair' as const, key, scale: 'ten' })),
  }));
  return aQuestionnaire({ factors, pages });
}

const app = anApp();
const { surveyId } = await aPublishedWave(app, ofItems());
const designer = await signedIn(app, 'designer', { surveys: [surveyId] });
const root = `/studio/surveys/${(await surveyById(app.db.read, surveyId))?.slug}/questionnaire`;

/** Milliseconds of processor time, the median. @returns what was answered last as well */
async function cost(send: () => Promise<Response>): Promise<readonly [milliseconds: number, body: string]> {
  const taken: number[] = [];
  let body = '';
  for (let time = 0; time < times; time += 1) {
    const before = process.cpuUsage();
    const response = await send();
    if (response.status >= 400) throw new Error(`${response.status}`);
    body = await response.text();
    const { user, system } = process.cpuUsage(before);
    taken.push((user + system) / 1000);
  }
  const sorted = taken.sort((one, other) => one - other);
  return [sorted[Math.floor(times / 2)] ?? Number.NaN, body];
}

const pages = {
  'Pages and questions': '',
  'Factors and items': '/factors',
  'Title, data and look': '/settings',
  'All texts': '/texts',
  'The last page': '/part?place=page:page29',
  'One question': '/part?place=question:P299',
};

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1);
const rows: string[][] = [];
for (const [name, path] of Object.entries(pages)) {
  const [milliseconds, body] = await cost(() => designer.get(root + path));
  const bytes = Buffer.from(body);
  rows.push([name, milliseconds.toFixed(0), kilobytes(bytes.length), kilobytes(gzipSync(bytes).length)]);
}
let said = 'Item of service number 1';
const [saving] = await cost(() => {
  const was = said;
  said = `${said}.`;
  const fields = { here: root, 'was:item:P1.name.en': was, 'item:P1.name.en': said };
  return designer.post(`${root}/save`, fields, { accept: 'application/json' });
});
rows.push(['Saving one text', saving.toFixed(0), '', '']);
let isDown = false;
const [moving] = await cost(() => {
  isDown = !isDown;
  const edit = { edit: 'move', place: 'question:P150', [isDown ? 'before' : 'after']: 'question:P152' };
  return designer.post(`${root}/edit`, { revision: '1000000', here: root, edit: JSON.stringify(edit) });
});
rows.push(['Moving one question', moving.toFixed(0), '', '']);
say(`${machineLine()}. Load: ${loadavg()[0]?.toFixed(1)}.`);
say(table(['', 'ms of processor', 'kB', 'kB compressed'], rows));
await app.db.close();
