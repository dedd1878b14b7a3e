import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertImportedResponses } from '#db/queries/imported-responses.ts';
import { insertSampleMembers } from '#db/queries/sample-members.ts';
import { insertSurvey } from '#db/queries/surveys.ts';
import { insertNextVersion } from '#db/queries/versions.ts';
import { insertWaveStrata } from '#db/queries/wave-strata.ts';
import { insertWave } from '#db/queries/waves.ts';
import { openSqlite } from '#db/sqlite.ts';
import { migrateSqlite } from '#db/sqlite-migrations.ts';
import type { CommentQuery } from '#reports/comments/comment-search.ts';
import { defaultPlan } from '#reports/plan.ts';
import { chineseComments, englishComments } from '#server/demo/comment-texts.ts';
import { createReportBuilder } from '#server/reporting/report-source.ts';
import { pairsOf } from '#surveys/pairs.ts';
import { createRandom } from '#surveys/random.ts';
import { factorCsi } from '#surveys/templates/factor-csi.ts';
import { machineLine, median, say, table } from './machine.ts';

/**
 * How long it takes to look for comments where every customer of 8 waves has written one: the first look, which reads and masks all, and
 * those after it.
 *
 * Run with the number of comments, 100,000 unless told: `node --import tsx test/bench/comments.ts 100000`
 */
const size = Number(process.argv[2] ?? 100_000);
const waves = ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'w7', 'w8'];

const directory = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const path = join(directory, 'manyi.sqlite');
migrateSqlite(path);
const db = openSqlite(path);
const random = createRandom('comments');

say(machineLine());
await keepComments();
const reports = createReportBuilder({ read: db.read });
const nothing: CommentQuery = {
  ...{ text: '', wave: null, question: null, about: null, band: null, group: null, page: 1 },
};
const rows: [string, number][] = [['the first look: all are read and masked', await milliseconds(nothing)]];
const queries: readonly (readonly [string, Partial<CommentQuery>])[] = [
  ['all', {}],
  ['a word', { text: '投诉' }],
  ['a word that nobody wrote', { text: 'zebra' }],
  ['about a factor, below expectation', { about: 'factor:service', band: 'below' }],
  ['about an item, with a word', { about: 'performance', text: '天' }],
  ['of a class of customers', { group: { variable: 'class', value: 'A' } }],
];
for (const [name, query] of queries) {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(await milliseconds({ ...nothing, ...query }));
  rows.push([name, median(times)]);
}
say(
  table(
    [`${size} comments`, 'ms'],
    rows.map(([name, ms]) => [name, Math.round(ms)]),
  ),
);
await reports.close();
await db.close();

async function milliseconds(query: CommentQuery): Promise<number> {
  const begun = performance.now();
  await reports.commentsOf('s', query);
  return performance.now() - begun;
}

/** Comments as of the demonstration, each with a number of its own, so that no two are the same. */
async function keepComments(): Promise<void> {
  const plan = { ...defaultPlan, segments: ['class'] };
  const texts = [...chineseComments, ...chineseComments, ...englishComments].map(({ text }) => text);
  const items = pairsOf(factorCsi).map(({ key }) => key);
  const question =
    factorCsi.pages.flatMap((page) => page.questions).find(({ kind }) => kind === 'text')?.key ?? '';
  await db.write(async (tx) => {
    await insertSurvey(tx, { id: 's', slug: 's', draft: {}, plan, createdAt: 1 });
    await insertNextVersion(tx, { id: 'v', surveyId: 's', definition: factorCsi, publishedAt: 1 });
  });
  const times = { opensAt: null, closesAt: null, closedAt: null, createdAt: 1 };
  const without = { label: null, frameId: null, plan: null, openKey: null, stratumQuestion: null };
  for (const wave of waves) {
    const members = Array.from({ length: Math.ceil(size / waves.length) }, (_, i) => ({
      ...{ id: randomUUID(), position: i + 1, customer: `C${i}`, stratum: 'all' },
      attributes: { class: 'ABC'.charAt(i % 3) },
      ...{ disposition: null, dispositionAt: null, weight: null },
    }));
    const point = () => 1 + random.below(10);
    const responses = members.map(({ id, position }) => ({
      ...{
        id: randomUUID(),
        waveId: wave,
        versionId: 'v',
        memberId: id,
        linkId: null,
        stratum: null,
        passed: [],
      },
      ...{ locale: 'zh-CN', startedAt: 1, status: 'submitted' as const, updatedAt: 2, submittedAt: 2 },
      answers: {
        ...Object.fromEntries(items.map((item) => [item, { expectation: point(), perception: point() }])),
        [question]: `${texts[random.below(texts.length)]} ${position}`,
      },
    }));
    await db.write(async (tx) => {
      await insertWave(tx, { id: wave, surveyId: 's', key: wave, versionId: 'v', ...times, ...without });
      await insertWaveStrata(tx, wave, [
        { stratum: 'all', population: 10 * members.length, sampled: members.length },
      ]);
      await insertSampleMembers(tx, wave, members);
      await insertImportedResponses(tx, responses);
    });
  }
}
