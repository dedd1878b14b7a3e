import { expect, test } from 'vitest';
import { aWorkplace } from '#test/helpers/cli.ts';
import { started } from '#test/helpers/cli-process.ts';
import { aQuestionnaire } from '#test/helpers/questionnaire.ts';

test('a process ends with the code of its command and keeps its streams apart', async () => {
  const place = aWorkplace({ empty: true });
  const file = place.write('q.json', aQuestionnaire());
  const imported = started(place, ['questionnaire', 'import', '--survey', 's', '--file', file]);
  expect(await imported.ended).toBe(0);
  expect(imported.out()).toContain('The survey “s” was made');
  expect(imported.error()).toBe('');

  const refused = started(place, ['publish', '--survey', 'nobody'], { LANG: 'zh_CN.UTF-8' });
  expect(await refused.ended).toBe(1);
  expect(refused.error()).toBe('没有名为“nobody”的调查。\n');
  const misunderstood = started(place, ['publish']);
  expect(await misunderstood.ended).toBe(2);
});

test('a server says where it is, answers, and stops when it is asked to', async () => {
  const place = aWorkplace();
  place.write('q.json', aQuestionnaire());
  await place.manyi('questionnaire import --survey s --file @q.json');
  await place.manyi('publish --survey s');
  await place.manyi('wave create --survey s --wave w --open-link');
  const server = started(place, ['serve'], { MANYI_PORT: '0' });
  await expect.poll(server.out, { timeout: 15_000 }).toContain('Press Ctrl+C');
  const open = /http:\S+\/o\/\w+/.exec(server.out())?.[0] ?? '';
  expect((await fetch(open)).status).toBe(200);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(server.out()).toContain('Stopped.');
  expect(server.error()).toBe('');
});

test('a port that is taken is said so', async () => {
  const place = aWorkplace();
  const first = started(place, ['serve'], { MANYI_PORT: '0' });
  await expect.poll(first.out, { timeout: 15_000 }).toContain('Press Ctrl+C');
  const port = /listening at \S+:(\d+)\./.exec(first.out())?.[1] ?? '';
  const second = started(place, ['serve'], { MANYI_PORT: port });
  expect(await second.ended).toBe(1);
  expect(second.error()).toContain(`Port ${port} is in use`);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
});
