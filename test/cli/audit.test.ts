import { expect, test } from 'vitest';
import { auditEntriesOf } from '#db/queries/audit-entries.ts';
import { openSqlite } from '#db/sqlite.ts';
import { commands } from '#server/cli/commands.ts';
import { aWorkplace, type Workplace } from '#test/helpers/cli.ts';
import { aQuestionnaire, goodAnswers } from '#test/helpers/questionnaire.ts';

/** What changes something or hands out what people said, in an order that works, with what the log calls it. */
const changes: readonly (readonly [line: string, action: string])[] = [
  ['people add --name Li --email li@example.com --role designer', 'person.invited'],
  ['people link --email li@example.com', 'person.link'],
  ['questionnaire import --survey s --file @q.json', 'survey.imported'],
  ['questionnaire import --survey s --file @other.json', 'survey.imported'],
  ['brand --survey s --colour #0a6c74', 'draft.changed'],
  ['publish --survey s', 'version.published'],
  ['plan --survey s --file @plan.json', 'plan.changed'],
  ['frame counts --survey s --frame counts --file @counts.csv', 'frame.imported'],
  ['frame import --survey s --frame f --file @list.csv --mapping @list.json', 'frame.imported'],
  ['wave create --survey s --wave w --frame f', 'wave.created'],
  ['cap --at-most 3/90', 'settings.changed'],
  ['draw --survey s --wave w --seed x --sizes A=2', 'sample.drawn'],
  ['opt-outs add --customer K9', 'optOut.recorded'],
  ['opt-outs remove --customer K9', 'optOut.withdrawn'],
  ['opt-outs import --file @opt-outs.csv', 'optOut.recorded'],
  ['response enter --survey s --wave w --customer K0 --file @answers.json --by Li', 'response.entered'],
  ['disposition note --survey s --wave w --customer K1 --disposition refused', 'disposition.recorded'],
  ['disposition import --survey s --wave w --file @field.csv --mapping @field.json', 'dispositions.imported'],
  ['brand --survey s --remove', 'draft.changed'],
  ['publish --survey s', 'version.published'],
  ['wave move-to-version --survey s --wave w --version 2', 'wave.changed'],
  ['wave close --survey s --wave w', 'wave.closed'],
  ['responses import --survey s --file @answers.csv --mapping @answers-mapping.json', 'responses.imported'],
  ['responses export --survey s --out @answers-out.csv', 'responses.exported'],
  ['report-links add --survey s --for Board', 'reportLink.made'],
  ['report-links revoke --survey s --id LINK', 'reportLink.revoked'],
];

/** What reads, writes files, or runs a server in which each does so in their own name. */
const changesNothing = [
  ...['serve', 'demo', 'migrate', 'people list', 'allocations', 'wave list', 'wave quotas'],
  ...['questionnaire templates', 'questionnaire template', 'questionnaire check', 'questionnaire export'],
  ...['questionnaire schema', 'links', 'links key', 'links sign', 'qr', 'links qr-sheet', 'opt-outs list'],
  ...['opt-outs export', 'report', 'report-links list', 'addresses', 'weights', 'priorities', 'reliability'],
  ...['covariance', 'bundle', 'estimate'],
];

function files(place: Workplace): void {
  place.write('q.json', aQuestionnaire());
  place.write('other.json', aQuestionnaire({ title: { en: 'Another', 'zh-CN': '另一份' } }));
  place.write('plan.json', {});
  place.write('counts.csv', 'stratum,population\nA,3\n');
  place.write('list.csv', 'id,class\nK0,A\nK1,A\n');
  place.write('list.json', { customer: 'id', strata: ['class'] });
  place.write('opt-outs.csv', 'customer\nK7\n');
  place.write('answers.json', Object.assign({}, ...Object.values(goodAnswers)));
  place.write('field.csv', 'cust,result\nK1,out\n');
  place.write('field.json', {
    customer: 'cust',
    disposition: { column: 'result', codes: { out: 'noContact' } },
  });
  place.write('answers.csv', 'wave,id,e,p\nold,K5,9,8\n');
  place.write('answers-mapping.json', {
    wave: { column: 'wave' },
    customer: 'id',
    answers: { speed: { expectation: 'e', perception: 'p' } },
  });
}

test('every command that changes something writes who did it into the log: the command line', async () => {
  const place = aWorkplace();
  files(place);
  const db = openSqlite(place.databaseFile);
  const all = { surveyId: null, personId: null, action: null, from: null, until: null };
  const known = new Set<string>();
  for (const [line, action] of changes) {
    const [link] = await db.read.orm.select().from(db.read.tables.reportLinks);
    const { code, error } = await place.manyi(line.replace('LINK', link?.id ?? ''));
    expect([line, code, error]).toEqual([line, 0, '']);
    const entries = await auditEntriesOf(db.read, all, { after: null, limit: 100 });
    const fresh = entries.filter(({ id }) => !known.has(id));
    expect([line, fresh.map((entry) => entry.action)]).toEqual([line, expect.arrayContaining([action])]);
    for (const { id, personId, personName } of fresh) {
      expect([line, personId, personName]).toEqual([line, null, '']);
      known.add(id);
    }
  }
  await db.close();
});

test('every command is one that changes something, or one that does not', () => {
  const named = [...changes.map(([line]) => line.split(' --')[0] ?? ''), ...changesNothing];
  expect(new Set(named)).toEqual(new Set(commands.map(({ name }) => name)));
});
