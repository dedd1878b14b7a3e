import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { openSqlite } from '#db/sqlite.ts';
import { createApp } from '#server/app.ts';
import { anonymousAccess, answeredMark, createOpenToken, tokenHash } from '#server/tokens.ts';
import { anApp, aPersonalLink, aPublishedWave, encoded, type Fields, type TestApp } from '../helpers/app.ts';
import { temporaryDirectory } from '../helpers/database.ts';
import { aQuestionnaire, goodAnswers } from '../helpers/questionnaire.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});

const anonymous = aQuestionnaire({
  anonymous: true,
  facts: [
    { key: 'market', name: { 'zh-CN': '市场', en: 'Market' }, kept: true },
    { key: 'name', name: { 'zh-CN': '姓名', en: 'Name' } },
  ],
  privacy: {
    version: '2026-11',
    purpose: { 'zh-CN': '改进', en: 'To improve' },
    use: { 'zh-CN': '统计', en: 'Figures' },
    retention: { 'zh-CN': '一年', en: 'A year' },
    contact: { 'zh-CN': '客服', en: 'Service' },
  },
});

/** Two customers of one stratum, alike in all that is kept, in a file of its own. */
async function twoCustomers() {
  const server = anApp();
  opened.push(server.db);
  const wave = await aPublishedWave(server, anonymous);
  const known = (name: string) => ({ stratum: 'A', attributes: { market: 'east', name } });
  const one = await aPersonalLink(server, wave, known('Li'));
  const other = await aPersonalLink(server, wave, known('Wang'));
  return { server, wave, tokens: [one.token, other.token] as const };
}

/** The tokens of two customers of whom the same is kept, by links of one kind. */
async function twoCustomersBy(kind: 'personal' | 'open' | 'signed') {
  const { server, wave, tokens } = await twoCustomers();
  if (kind === 'personal') return { server, tokens };
  const { openKey } = wave;
  const token = (name: string) => {
    const facts = kind === 'signed' ? { market: 'east', name } : {};
    return createOpenToken(server.deps.secret, { openKey, facts }, facts);
  };
  return { server, tokens: [token('Li'), token('Wang')] as const };
}

/** Every row of every table of a file, with its place in the table where it has one, by name of the table. */
function rowsIn(file: string): Record<string, unknown[]> {
  const client = new Sqlite(file, { readonly: true });
  const tables = client
    .prepare("select name, wr from pragma_table_list where type = 'table' and name not like 'sqlite_%'")
    .all() as { name: string; wr: number }[];
  const rows = tables.map(({ name, wr }) => {
    return [name, client.prepare(`select ${wr ? '*' : 'rowid, *'} from "${name}"`).all()];
  });
  client.close();
  return Object.fromEntries(rows);
}

type Row = Record<string, unknown>;

describe('what the file says of an anonymous answer', () => {
  test('is no customer, no link and no moment: only the day, the stratum, and facts that are kept', async () => {
    const { server, tokens } = await twoCustomers();
    const [token] = tokens;
    await server.post(`/s/${token}/delivery`, goodAnswers.delivery);
    const begun = rowsIn(server.file).responses?.[0] as Row;
    expect(begun.access_hash).toBe(anonymousAccess(server.deps.secret, token));
    server.setClock('2026-07-15T09:13:57.321Z');
    await server.post(`/s/${token}/claims`, goodAnswers.claims);
    await server.post(`/s/${token}/about`, goodAnswers.about);

    const rows = rowsIn(server.file);
    const [sent, ...others] = rows.responses as Row[];
    expect(others).toEqual([]);
    const day = Date.parse('2026-07-15T00:00:00Z');
    expect(sent).toMatchObject({
      status: 'submitted',
      member_id: null,
      link_id: null,
      access_hash: null,
      stratum: 'A',
      from_sample: 1,
      facts: '{"market":"east"}',
      started_at: day,
      updated_at: day,
      submitted_at: day,
    });
    expect(JSON.parse(String(sent?.consent))).toMatchObject({ at: day });
    // what is known of customers and links stands in nothing else, and nothing of the answer stands there
    const ofPeople = [...(rows.sample_members ?? []), ...(rows.links ?? [])] as Row[];
    const secrets = ofPeople.flatMap(({ id, customer, token_hash }) => [id, customer, token_hash]);
    const elsewhere = Object.entries(rows).filter(([name]) => name !== 'sample_members' && name !== 'links');
    const text = JSON.stringify(elsewhere);
    for (const secret of secrets.filter((each) => each !== undefined))
      expect(text).not.toContain(String(secret));
    expect(JSON.stringify([rows.sample_members, rows.links])).not.toContain(String(sent?.id));
  });

  test('changes one row of answers, counts, and one mark of a link', async () => {
    const { server, wave, tokens } = await twoCustomers();
    const [token] = tokens;
    await server.post(`/s/${token}/delivery`, goodAnswers.delivery);
    await server.post(`/s/${token}/claims`, goodAnswers.claims);
    const before = rowsIn(server.file);
    await server.post(`/s/${token}/about`, goodAnswers.about);
    const after = rowsIn(server.file);
    const changed = Object.keys(after).filter(
      (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
    );
    const counts = ['response_counters', 'responses', 'sent_durations', 'sent_quarters', 'started_routes'];
    expect(changed.toSorted()).toEqual(['links', ...counts]);
    // what is counted of when answers were sent and how long they took knows no more than the day
    const day = Date.parse('2026-07-15T00:00:00Z');
    const { waveId: wave_id } = wave;
    expect(after.sent_quarters).toMatchObject([{ wave_id, quarter: day / 900_000, submitted: 1 }]);
    expect(after.sent_durations).toMatchObject([{ wave_id, route: '[]', seconds: 0, submitted: 1 }]);
    expect(after.links).toEqual(
      (before.links as Row[]).map((link) => ({
        ...link,
        answered: Number(link.token_hash === tokenHash(token)),
      })),
    );
  });

  test.each(['personal', 'open', 'signed'] as const)(
    'is the same in every row and its place, whoever of two customers gave which answer by %s links',
    async (kind) => {
      const { server, tokens } = await twoCustomersBy(kind);
      await server.db.close();
      opened.splice(0);
      const [first, second] = tokens;
      const files = [];
      for (const [one, other] of [
        [first, second],
        [second, first],
      ] as const) {
        const file = join(temporaryDirectory(), 'manyi.sqlite');
        copyFileSync(server.file, file);
        await answerInTurn(server, file, one, other);
        files.push(file);
      }
      const [left = '', right = ''] = files;
      expect(rowsIn(left)).toEqual(rowsIn(right));
      expect((rowsIn(left).responses as Row[]).map(({ status }) => status)).toEqual([
        'submitted',
        'submitted',
      ]);
      const [bytes, others] = [readFileSync(left), readFileSync(right)];
      // nor anything that is left between rows, but for a pointer into an emptied page: which of two digests came first in it
      expect(bytes.filter((byte, place) => byte !== others[place]).length).toBeLessThanOrEqual(1);
      for (const token of tokens) {
        expect(bytes.includes(anonymousAccess(server.deps.secret, token))).toBe(false);
      }
    },
  );

  /** One customer begins, then another; the one who began sends first. What they say does not depend on who they are. */
  async function answerInTurn({ deps }: TestApp, file: string, one: string, other: string): Promise<void> {
    const db = openSqlite(file);
    let ids = 0;
    const createId = () => {
      ids += 1;
      return `00000000-0000-0000-0000-${String(ids).padStart(12, '0')}`;
    };
    const app = createApp({ ...deps, db, createId });
    const post = async (token: string, page: string, form: Fields) => {
      const answer = await app.request(`/s/${token}/${page}`, {
        method: 'POST',
        body: encoded(form),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(answer.status).toBe(303);
    };
    await post(one, 'delivery', goodAnswers.delivery);
    await post(other, 'delivery', { ...goodAnswers.delivery, 'speed.perception': '1' });
    for (const token of [one, other]) {
      await post(token, 'claims', goodAnswers.claims);
      await post(token, 'about', goodAnswers.about);
    }
    await db.close();
    const client = new Sqlite(file);
    client.pragma('wal_checkpoint(TRUNCATE)');
    client.close();
  }
});

describe('an anonymous answer', () => {
  test('is counted once, however often and by whomever its pages are sent again', async () => {
    const { server, tokens } = await twoCustomers();
    const [token] = tokens;
    await server.post(`/s/${token}/delivery`, goodAnswers.delivery);
    // a colleague opens the same link meanwhile, and both send the last page at once, twice
    await server.post(`/s/${token}/claims`, goodAnswers.claims);
    const last = () => server.post(`/s/${token}/about`, goodAnswers.about);
    const answers = await Promise.all([last(), last(), last(), last()]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
    for (const [page, form] of Object.entries(goodAnswers)) {
      const replayed = await server.post(`/s/${token}/${page}`, { ...form });
      expect(replayed.headers.get('location')).toContain('/thanks');
    }
    const rows = rowsIn(server.file);
    expect(rows.responses).toHaveLength(1);
    expect((rows.links as Row[]).map(({ answered }) => answered)).toEqual([1, 0]);
  });

  test('by the open link is of nobody, and of no moment', async () => {
    const { server, wave } = await twoCustomers();
    const page = await (await server.get(`/o/${wave.openKey}`)).text();
    const [, action = ''] = /action="(\/s\/[^"]+)"/.exec(page) ?? [];
    const token = action.split('/')[2] ?? '';
    await server.post(`/s/${token}/delivery`, goodAnswers.delivery);
    await server.post(`/s/${token}/claims`, goodAnswers.claims);
    await server.post(`/s/${token}/about`, goodAnswers.about);
    const rows = rowsIn(server.file);
    expect((rows.links as Row[]).map(({ answered }) => answered)).toEqual([0, 0]);
    expect(rows.answered_marks).toEqual([
      { wave_id: wave.waveId, mark: answeredMark(server.deps.secret, token) },
    ]);
    expect(rows.responses).toEqual([
      expect.objectContaining({ from_sample: 0, link_id: null, access_hash: null, stratum: null }),
    ]);
  });
});
