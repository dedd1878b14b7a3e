import type { Context } from 'hono';
import { enterersOf } from '#db/queries/entered-responses.ts';
import { exclusionsOfWave } from '#db/queries/exclusions.ts';
import { sentResponse, sentResponseOfCustomer, sentResponsesNamed } from '#db/queries/sent-responses.ts';
import { versionById } from '#db/queries/versions.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { firstUnsupported } from '#surveys/characters.ts';
import { judgedLists } from '../../actions/judge-responses.ts';
import { readPublished } from '../../actions/versions.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { Visitor } from '../../people/person.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { mostLines, perPage, qualityPage } from '../../views/studio/quality.view.ts';
import { responsePage } from '../../views/studio/response.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** Whose page it is, and of which survey. */
interface Looking {
  readonly c: Context<AppEnv>;
  readonly visitor: Visitor;
  readonly survey: Survey;
}

/** A form that was refused: what was typed, what was ticked, and the part of the list it came from. */
export interface Refused {
  readonly typed: Typed;
  readonly ticked: ReadonlySet<string>;
  readonly list: string | undefined;
  readonly page: string | undefined;
}

const nothingRefused = { typed: nothingTyped, ticked: new Set<string>() };

/** The longest text that is searched for. */
const longestSearch = 200;

/** The answers of a wave one by one: a list with what stands out, and a page for each. */
export function addQualityRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes
    .get('/surveys/:survey/waves/:wave/quality', { survey: 'judge' }, async ({ c, visitor, survey }) => {
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const sought = (c.req.query('find') ?? '').normalize('NFC').trim().slice(0, longestSearch);
      const found = await responseSought(wave, sought);
      if (found !== null) return c.redirect(wavePath(survey.slug, wave.key, `/quality/${found}`), 303);
      const [list, page] = [c.req.query('list'), c.req.query('page')];
      return await sendQuality(deps, { c, visitor, survey }, wave, { ...nothingRefused, list, page }, sought);
    })

    .get(
      '/surveys/:survey/waves/:wave/quality/:response',
      { survey: 'judge' },
      async ({ c, visitor, survey }) => {
        const wave = await waveIn(db.read, survey, c.req.param('wave'));
        const id = c.req.param('response') ?? '';
        return await sendResponse(deps, { c, visitor, survey }, wave, id, nothingTyped);
      },
    );

  /** The one answer that somebody asks for; `null` where it is not one. */
  async function responseSought(wave: Wave, sought: string): Promise<string | null> {
    if (sought === '' || firstUnsupported(sought) !== null) return null;
    const ofCustomer = await sentResponseOfCustomer(db.read, wave.id, sought);
    if (ofCustomer !== null && !(await isAnonymous(deps, wave))) return ofCustomer;
    const [named, ...others] = await sentResponsesNamed(db.read, wave.id, sought.toLowerCase());
    return others.length > 0 ? null : (named ?? null);
  }
}

/** Part of the list of a wave's answers, as it was asked for or as it was when its form was refused. */
export async function sendQuality(
  deps: Dependencies,
  { c, visitor, survey }: Looking,
  wave: Wave,
  { typed, ticked, list: wanted, page: number }: Refused,
  sought = '',
): Promise<Response> {
  const { db, reports } = deps;
  const standing = standingOf(c, visitor);
  const list = judgedLists.find((each) => each === wanted) ?? 'flagged';
  const page = Math.max(1, Number(/^\d{1,6}$/.exec(number ?? '')?.[0] ?? 1)) - 1;
  const part = { list, after: page * perPage, most: perPage };
  const quality = await reports.qualityOf(survey.slug, wave.key, part);
  if (quality === null) throw new AppError('notFound');
  const shown = quality.listed.map(({ id }) => id);
  const view = qualityPage(standing, surveyAs(survey, standing), waveAs(wave, standing), {
    list,
    page,
    quality,
    exclusions: await exclusionsOfWave(db.read, wave.id, { most: mostLines + 1 }),
    enterers: await enterersOf(db.read, shown),
    isAnonymous: await isAnonymous(deps, wave),
    typed,
    ticked,
    said: saidAfter(c, standing.t),
    sought,
  });
  return sendStudioPage(deps, c, 'studio/quality', view, { status: typed.errors.size > 0 ? 422 : 200 });
}

/** The page of one sent answer. @throws AppError `notFound` where the wave has none of that id */
export async function sendResponse(
  deps: Dependencies,
  { c, visitor, survey }: Looking,
  wave: Wave,
  id: string,
  typed: Typed,
): Promise<Response> {
  const { db, reports } = deps;
  const standing = standingOf(c, visitor);
  const found = firstUnsupported(id) === null ? await sentResponse(db.read, wave.id, id) : null;
  const version = found && (await versionById(db.read, found.response.versionId));
  if (found === null || version === null) throw new AppError('notFound');
  const [judged = null] = await reports.judgedOf(survey.slug, wave.key, [id]);
  const view = responsePage(standing, surveyAs(survey, standing), waveAs(wave, standing), {
    ...found,
    definition: readPublished(version),
    version: version.number,
    judged,
    exclusions: await exclusionsOfWave(db.read, wave.id, { responseId: id }),
    typed,
    said: saidAfter(c, standing.t),
  });
  return sendStudioPage(deps, c, 'studio/response', view, { status: typed.errors.size > 0 ? 422 : 200 });
}

async function isAnonymous({ db }: Dependencies, { versionId }: Wave): Promise<boolean> {
  const version = await versionById(db.read, versionId);
  return version?.definition.anonymous ?? false;
}

/** What a decision came to, in words, by the counts in the address it leads to. */
function saidAfter(c: Context, t: Translate): readonly string[] {
  return (['excluded', 'already', 'gone', 'undone', 'notUndone'] as const).flatMap((outcome) => {
    const count = /^\d{1,6}$/.exec(c.req.query(outcome) ?? '')?.[0];
    return count === undefined ? [] : [t(`quality.done.${outcome}`, { count })];
  });
}
