import type { Context } from 'hono';
import type { Queryable } from '#db/database.ts';
import { framesOfSurvey, strataOfFrame } from '#db/queries/frames.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { Visitor } from '../../people/person.ts';
import { type Adding, type Chosen, nothingChosen } from '../../views/studio/design/adder.view.ts';
import { type DesignedDraft, type Done, designPath } from '../../views/studio/design/design-frame.view.ts';
import { factorsPage } from '../../views/studio/design/factors.view.ts';
import { outlinePage } from '../../views/studio/design/outline.view.ts';
import { partPage } from '../../views/studio/design/part.view.ts';
import { settingsPage } from '../../views/studio/design/settings.view.ts';
import { textsPage } from '../../views/studio/design/texts.view.ts';
import { designedDraft } from './designed-draft.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';

/** What came of what was sent, for the page that is shown again. */
export interface Shown {
  readonly done?: ((draft: DesignedDraft) => Done) | undefined;
  readonly typed?: ReadonlyMap<string, string>;
  readonly status?: 200 | 409 | 413 | 422;
}

/** Sends the page at a path of the designer, as the draft is now. */
export type ShowDesign = (
  c: Context<AppEnv>,
  visitor: Visitor,
  surveyId: string,
  here: URL,
  shown?: Shown,
) => Promise<Response>;

const scripts = { scripts: ['sortable.js', 'studio-design.js'] as const };

/** What in the address of a page is chosen for the moment, and not where the page is. */
export const momentary = ['about', 'add', 'insert'] as const;

export function designPages(deps: Dependencies): ShowDesign {
  const { db } = deps;
  return async (c, visitor, surveyId, here, { done: doneTo, typed = new Map(), status = 200 } = {}) => {
    const standing = { ...standingOf(c, visitor), here: here.pathname + here.search };
    const inserting = here.searchParams.get('insert');
    const draft = await designedDraft(db.read, surveyId, standing.t, { typed, inserting });
    const chosen = await chosenIn(db.read, surveyId, here);
    const done = doneTo?.(draft);
    const options = { ...scripts, status };
    switch (here.pathname) {
      case designPath(draft.slug, '/factors'):
        return sendStudioPage(deps, c, 'studio/design/factors', factorsPage(standing, draft, done), options);
      case designPath(draft.slug, '/settings'): {
        const view = settingsPage(standing, draft, chosen, done);
        return sendStudioPage(deps, c, 'studio/design/settings', view, options);
      }
      case designPath(draft.slug, '/texts'): {
        const isFiltered = here.searchParams.get('only') === 'missing';
        const view = textsPage(standing, draft, isFiltered, done);
        return sendStudioPage(deps, c, 'studio/design/texts', view, options);
      }
      case designPath(draft.slug, '/part'): {
        const part = draft.parts.get(here.searchParams.get('place') ?? '');
        if (part === undefined) return c.redirect(designPath(draft.slug), 303);
        const view = partPage(standing, draft, part, chosen, done);
        return sendStudioPage(deps, c, 'studio/design/part', view, options);
      }
      default:
        return sendStudioPage(deps, c, 'studio/design/outline', outlinePage(standing, draft, done), options);
    }
  };
}

const addings: readonly Adding[] = ['condition', 'end', 'quota'];

/** More values than these are typed, not ticked. */
const mostValues = 60;

/** What was chosen on a page for something to depend on. */
async function chosenIn(db: Queryable, surveyId: string, { searchParams }: URL): Promise<Chosen> {
  const about = searchParams.get('about');
  const add = addings.find((each) => each === searchParams.get('add')) ?? 'condition';
  if (about === null) return nothingChosen;
  const values = about.startsWith('fact:')
    ? await knownValues(db, surveyId, about.slice('fact:'.length))
    : [];
  return { add, about, values: values.length > mostValues ? [] : values };
}

/** The values of a fact that the newest list of customers has, as far as they were counted when it came in. */
async function knownValues(db: Queryable, surveyId: string, fact: string): Promise<readonly string[]> {
  for (const { id, margins, isComplete } of await framesOfSurvey(db, surveyId)) {
    if (!isComplete) continue;
    if (Object.hasOwn(margins, fact)) return Object.keys(margins[fact] ?? {});
    if (fact === 'stratum') return (await strataOfFrame(db, id)).map(({ stratum }) => stratum);
  }
  return [];
}
