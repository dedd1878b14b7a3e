import { expect, test } from 'vitest';
import { anApp, aPublishedWave } from '#test/helpers/app.ts';
import { aWorkplace } from '#test/helpers/cli.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

test('a link made at the command line opens the report until it is revoked there', async () => {
  const place = aWorkplace();
  const app = anApp({ file: place.databaseFile });
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  const of = `--survey ${surveyId}`;
  expect((await place.manyi(`report-links list ${of}`)).out).toBe('There is no link to this report.');
  const made = await place.manyi(`report-links add ${of} --for Board --days 7 --language en`);
  expect(made.out).toContain('A link for “Board”, good until July 22, 2026: http://127.0.0.1:3000/reports/');
  const path = /http:\/\/127\.0\.0\.1:3000(\/reports\/[\w-]{22})/.exec(made.out)?.[1] ?? '';
  expect((await app.get(path)).status).toBe(200);
  const wall = await place.manyi(`report-links add ${of} --for Hall --wall`);
  const wallPath = /(\/reports\/[\w-]{22})/.exec(wall.out)?.[1] ?? '';
  expect((await app.get(wallPath)).headers.get('location')).toBe(`${wallPath}/wall`);

  const list = (await place.manyi(`report-links list ${of}`)).out.split('\n');
  const line = list.find((one) => one.includes('Board')) ?? '';
  expect(line).toMatch(/^[\w-]{36} {2}Board {2}The report · English {2}in use until July 22, 2026$/);
  expect(list.join()).not.toContain(path.slice('/reports/'.length));
  const id = line.split(' ')[0] ?? '';
  const revoked = await place.manyi(`report-links revoke ${of} --id ${id}`);
  expect(revoked.out).toBe('The link for “Board” opens nothing any more.');
  expect((await app.get(path)).status).toBe(410);
  expect((await place.manyi(`report-links list ${of}`)).out).toContain(
    'revoked on July 15, 2026 by command line',
  );
  await app.db.close();
});

test('a link that cannot be is refused in words', async () => {
  const place = aWorkplace();
  const app = anApp({ file: place.databaseFile });
  const { surveyId } = await aPublishedWave(app, aQuestionnaire());
  await app.db.close();
  const add = `report-links add --survey ${surveyId} --for Board`;
  for (const days of ['0', '732', '1.5', 'x'])
    expect((await place.manyi(`${add} --days ${days}`)).error).toContain(
      '--days is a whole number from 1 to 731',
    );
  expect((await place.manyi(`${add} --language fr`)).code).toBe(2);
  const unknown = await place.manyi(`report-links revoke --survey ${surveyId} --id none`);
  expect([unknown.code, unknown.error]).toEqual([
    1,
    `The survey “${surveyId}” has no link with the id “none”.`,
  ]);
});
