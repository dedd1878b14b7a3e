import type { Queryable } from '#db/database.ts';
import { customersOfFrame, frameByKey, framesOfSurvey, strataOfFrame } from '#db/queries/frames.ts';
import type { Frame, Survey } from '#db/tables.ts';
import { AppError } from '../../errors.ts';
import { customerColumns, customersCsv } from '../../exports/customers.ts';
import type { Dependencies } from '../../http/context.ts';
import { sendCsv } from '../../http/downloads.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Uploads } from '../../imports/kept-uploads.ts';
import { record } from '../../people/audit.ts';
import { listPage } from '../../views/studio/list.view.ts';
import { columnsAddress } from './list-columns.ts';
import { surveyAs } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

const path = '/surveys/:survey/customers/lists/:list';

/** One list of customers: what is in it, as a file, and the same customers divided anew. */
export function addListRoutes(
  routes: GuardedRoutes,
  deps: Dependencies,
  { uploads }: { uploads: Uploads },
): void {
  const { db } = deps;

  routes
    .get(path, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const frame = await frameIn(db.read, survey, c.req.param('list'));
      const standing = standingOf(c, visitor);
      const strata = await strataOfFrame(db.read, frame.id);
      return sendStudioPage(
        deps,
        c,
        'studio/list',
        listPage(standing, surveyAs(survey, standing), frame, strata),
      );
    })

    .get(`${path}/list.csv`, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const frame = await listIn(db.read, survey, c.req.param('list'));
      const details = { frame: frame.key };
      await db.write((tx) => record(tx, deps, { by: visitor, survey, action: 'frame.exported', details }));
      const rows = customersCsv(customersOfFrame(db.read, frame.id), { guard: true });
      return sendCsv(c, `${survey.slug}-${frame.key}.csv`, rows);
    })

    .post(`${path}/again`, { survey: 'sample' }, async ({ c, visitor, survey }) => {
      const frame = await listIn(db.read, survey, c.req.param('list'));
      const keys = (await framesOfSurvey(db.read, survey.id)).map(({ key }) => key);
      const about = { surveyId: survey.id, personId: visitor.person.id, name: `${frame.key}.csv` };
      const rows = customersCsv(customersOfFrame(db.read, frame.id), { guard: false });
      const choices = await choicesAsBefore(db.read, frame);
      const id = await uploads.keep({ ...about, choices }, encoded(rows));
      return c.redirect(columnsAddress(survey, id, freeKey(frame.key, keys)), 303);
    });
}

/** @throws AppError `notFound` where the survey has no complete list or counts of that key */
async function frameIn(db: Queryable, survey: Survey, key: string | undefined): Promise<Frame> {
  const frame = await frameByKey(db, survey.id, key ?? '');
  if (frame === null) throw new AppError('notFound');
  return frame;
}

/** As `frameIn`, for what has customers and not only counts. */
async function listIn(db: Queryable, survey: Survey, key: string | undefined): Promise<Frame> {
  const frame = await frameIn(db, survey, key);
  if (frame.kind !== 'list') throw new AppError('notFound');
  return frame;
}

/** What was chosen of a list's columns, to begin with: everything is kept, and its strata are made of what they were. */
async function choicesAsBefore(db: Queryable, frame: Frame): Promise<Record<string, string>> {
  for await (const [first] of customersOfFrame(db, frame.id)) {
    if (first === undefined) break;
    const { stratum, attributes } = customerColumns(first);
    const isKnown = frame.strataFrom.every((name) => attributes.includes(name));
    const strata = isKnown ? frame.strataFrom : [stratum];
    return Object.fromEntries([
      ['use.0', 'customer'],
      ['use.1', ''],
      ...attributes.map((_, place) => [`use.${place + 2}`, 'attribute'] as const),
      ...strata.map((name, place) => [`stratum.${place}`, name] as const),
    ]);
  }
  return {};
}

/** A name like another one that no list has yet: `customers-2`. Names are 64 characters at most. */
function freeKey(key: string, taken: readonly string[]): string {
  for (let number = 2; ; number += 1) {
    const ending = `-${number}`;
    const free = key.replace(/-\d{1,4}$/, '').slice(0, 64 - ending.length) + ending;
    if (!taken.includes(free)) return free;
  }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}
