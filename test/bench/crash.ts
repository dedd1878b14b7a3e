import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '#surveys/random.ts';
import { type Fall, surviveKilling } from './killed-server.ts';
import { diskLine, machineLine, say, table } from './machine.ts';
import { benchToken, prepareDatabase } from './prepare.ts';
import { questionnaires } from './questionnaires.ts';
import { isAllKept, type Kept } from './told.ts';

/**
 * The server killed and started again under full load: how to run it and what it says is in README.md. It fails when
 * anything a customer was told is not in the database afterwards.
 *
 *     npm run bench:crash [-- --kills 10 --concurrency 32 --seed 1]
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    concurrency: { type: 'string', default: '32' },
    /** Decides when the server is killed. */
    seed: { type: 'string', default: '1' },
  },
});

/** Milliseconds for which a server runs before it is killed: some hardly begin, others are at full speed. */
const [shortest, longest] = [100, 4_000];

const random = createRandom(`kills ${values.seed}`);
const times = Array.from({ length: Number(values.kills) }, () => shortest + random.below(longest - shortest));
/** More links than any machine we know uses up meanwhile. */
const links = Math.ceil(1.5 * (times.reduce((sum, time) => sum + time, 0) + longest));
const definition = questionnaires.compared;

const inAll = ({ customers, pages, thanked }: Kept) => [customers, pages, thanked];
const wrong = ({ lost, different, doubled, unknown, integrity }: Kept) => [
  lost.length,
  different.length,
  doubled.length + unknown,
  integrity,
];

function row({ upFor, inTheMiddle, kept, logBytes, restart }: Fall, index: number) {
  return [
    index + 1,
    (upFor / 1000).toFixed(1),
    inTheMiddle,
    ...inAll(kept),
    ...wrong(kept),
    (logBytes / 2 ** 20).toFixed(1),
    (restart / 1000).toFixed(2),
  ];
}

const head = [
  'kill',
  'server up, s',
  'customers in the middle',
  'customers so far',
  'pages taken in so far',
  'thanked so far',
  'lost',
  'different',
  'doubled',
  'file',
  'log, MiB',
  'up again after s',
];

say(machineLine());
const folder = mkdtempSync(join(tmpdir(), 'manyi-bench-'));
try {
  const databaseFile = join(folder, 'manyi.sqlite');
  await prepareDatabase(databaseFile, definition, links);
  const before = diskLine(folder);
  const { falls, end, met, complaints } = await surviveKilling({
    databaseFile,
    definition,
    // every fourth customer comes by the open link
    entryOf: (customer) => (customer % 4 === 3 ? '/o/bench' : `/s/${benchToken(customer)}`),
    concurrency: Number(values.concurrency),
    kills: times.map((time) => () => delay(time)),
    end: () => delay(longest / 2),
  });
  say(
    `\n${values.concurrency} customers at once, every fourth by the open link; the server killed by SIGKILL\n`,
  );
  say(table(head, [...falls.map(row), ['end', '', 0, ...inAll(end), ...wrong(end), '', '']]));
  say(
    `\nRequests answered ${met.answered}, broken off ${met.brokenOff}; pages sent again ${met.sentAgain}, ` +
      `survey opened again ${met.openedAgain}, tapped twice ${met.doubleTaps}.`,
  );
  if (complaints !== '') say(`\nThe server said:\n${complaints}`);
  say(`\nBefore: ${before}\nAfter: ${diskLine(folder)}`);
  if (![...falls.map(({ kept }) => kept), end].every(isAllKept)) {
    say('\nSomething that customers were told is not so.');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
