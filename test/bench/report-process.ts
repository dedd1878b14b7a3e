import { openSqlite } from '#db/sqlite.ts';
import { buildReport } from '#server/actions/build-report.ts';

/** Works out the report of the survey `bench` in a database and nothing else; prints what it took, as JSON. */
const db = openSqlite(process.argv[2] ?? '');
const started = performance.now();
const report = await buildReport({ db }, 'bench');
const milliseconds = performance.now() - started;
await db.close();
const figures = report?.waves.reduce((count, wave) => count + wave.figures.length, 0) ?? 0;
process.stdout.write(JSON.stringify({ milliseconds, figures }));
