import { surveysOverview } from '#db/queries/overviews.ts';
import { allPublishedIndices } from '#db/queries/published-indices.ts';
import { comparisonsOf, deleteComparison, putComparison } from '#db/queries/saved-comparisons.ts';
import { surveysSharedWith } from '#db/queries/survey-people.ts';
import type { SavedComparison } from '#db/tables.ts';
import type { ComparedSurvey } from '#reports/survey-comparability.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import { readForm } from '../../http/form.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { may, mayWithSurvey } from '../../people/permissions.ts';
import type { Visitor } from '../../people/person.ts';
import { focusedWave } from '../../views/reports/focus.ts';
import { type Comparable, comparePage, comparePath } from '../../views/studio/compare.view.ts';
import { titleIn } from '../../views/studio/surveys.view.ts';
import {
  type ComparedChoice,
  mostCompared,
  queryIn,
  queryOf,
  readCompared,
  referenceAmong,
} from './read-compared.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { wrongCharacters } from './typed.ts';

/** The longest name of a comparison, in UTF-16 code units. */
const longestName = 100;
/** Comparisons that stand in one person's list at most. */
const mostSaved = 50;

/** Surveys beside each other and beside figures that others published: of each visitor, those they may read the report of. */
export function addCompareRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  routes
    .get('/compare', 'account', async ({ c, visitor }) => {
      const query = queryIn(c);
      const said = (['saved', 'removed', 'nameless', 'full'] as const).find(
        (each) => each === query.get('said'),
      );
      const standing = standingOf(c, visitor);
      const readable = await readableSurveys(visitor);
      const indices = await allPublishedIndices(db.read);
      const wanted = readCompared(
        query,
        readable.map(({ slug }) => slug),
        indices.map(({ id }) => id),
      );
      const choice = { ...wanted, surveys: wanted.surveys.slice(0, mostCompared) };
      const found = await reportsOf(choice);
      const surveys: Comparable[] = readable.map(({ slug, title }) => ({
        slug,
        title: titleIn(title, standing.t),
        isChosen: choice.surveys.includes(slug),
        found: found.get(slug) ?? null,
      }));
      const compared = surveys.filter((survey) => survey.found !== null);
      const view = comparePage(standing, {
        surveys,
        waves: choice.waves,
        reference: referenceAmong(
          choice.reference,
          compared.map(({ slug }) => slug),
        ),
        indices: indices.map((index) => ({ ...index, isChosen: choice.indices.includes(index.id) })),
        isCut: wanted.surveys.length > mostCompared,
        mayEnter: may(visitor.person.role, 'enterIndices'),
        saved: visitor.isDemonstration ? null : await comparisonsOf(db.read, visitor.person.id),
        query: choice.surveys.length === 0 ? '' : queryOf(choice),
        said: said ?? null,
      });
      return sendStudioPage(deps, c, 'studio/compare', view);
    })

    .post('/compare/saved', 'account', async ({ c, visitor }) => {
      const personId = savingPerson(visitor);
      const form = await readForm(c);
      const { t } = standingOf(c, visitor);
      const name = (form.get('name')?.at(-1) ?? '').normalize('NFC').trim();
      // what is kept is what can be chosen, written anew, and no other query
      const slugs = (await readableSurveys(visitor)).map(({ slug }) => slug);
      const ids = (await allPublishedIndices(db.read)).map(({ id }) => id);
      const query = queryOf(readCompared(new URLSearchParams(form.get('query')?.at(-1) ?? ''), slugs, ids));
      const back = (said: string) => c.redirect(`${comparePath}?${query}&said=${said}`, 303);
      const isWrong = wrongCharacters(new Map([['name', name]]), t).size > 0;
      if (name === '' || name.length > longestName || isWrong) return back('nameless');
      const comparison: SavedComparison = {
        ...{ id: deps.createId(), personId, name, query, savedAt: deps.now().getTime() },
      };
      const isKept = await db.write(async (tx) => {
        const saved = await comparisonsOf(tx, personId);
        if (saved.length >= mostSaved && !saved.some((each) => each.name === name)) return false;
        await putComparison(tx, comparison);
        return true;
      });
      return back(isKept ? 'saved' : 'full');
    })

    .post('/compare/saved/:comparison/removal', 'account', async ({ c, visitor }) => {
      const personId = savingPerson(visitor);
      const id = c.req.param('comparison') ?? '';
      // whoever removes it a second time wanted it gone, and it is
      await db.write((tx) => deleteComparison(tx, { id, personId }));
      return c.redirect(`${comparePath}?said=removed`, 303);
    });

  async function readableSurveys({ person }: Visitor) {
    const shared = await surveysSharedWith(db.read, person.id);
    return (await surveysOverview(db.read)).filter(
      ({ id, archivedAt }) => archivedAt === null && mayWithSurvey(person.role, 'report', shared.has(id)),
    );
  }

  /** The chosen surveys that have a report, by short name, each with the wave asked for or its latest with figures. */
  async function reportsOf({ surveys, waves }: ComparedChoice): Promise<ReadonlyMap<string, ComparedSurvey>> {
    const found = new Map<string, ComparedSurvey>();
    for (const slug of surveys) {
      const report = await deps.reports.reportOf(slug);
      if (report === null) continue;
      const wave = focusedWave(report, waves.get(slug)) ?? focusedWave(report, undefined);
      if (wave !== null) found.set(slug, { report, wave });
    }
    return found;
  }
}

/** Whose list it is. @throws AppError `forbidden` where no account stands behind the visitor */
function savingPerson({ person, isDemonstration }: Visitor): string {
  if (isDemonstration) throw new AppError('forbidden');
  return person.id;
}
