import { allPublishedIndices, publishedIndexById } from '#db/queries/published-indices.ts';
import type { PublishedIndex } from '#db/tables.ts';
import { changeIndex, enterIndex, removeIndex } from '../../actions/keep-index.ts';
import { AppError } from '../../errors.ts';
import type { Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import { recorderFor } from '../../people/recorder.ts';
import { nothingTyped } from '../../views/studio/form.view.ts';
import { indexPage, indicesPage, indicesPath, removeIndexPage } from '../../views/studio/indices.view.ts';
import { readIndex } from './read-index.ts';
import { seenIn } from './read-measure.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** Figures that others published, entered by hand with where they are to be found. */
export function addIndexRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db } = deps;

  async function existing(id: string | undefined): Promise<PublishedIndex> {
    const index = await publishedIndexById(db.read, id ?? '');
    if (index === null) throw new AppError('notFound');
    return index;
  }

  routes
    .get('/indices', { general: 'enterIndices' }, async ({ c, visitor }) => {
      const said = (['saved', 'removed'] as const).find((each) => each === c.req.query('said')) ?? null;
      const view = indicesPage(standingOf(c, visitor), await allPublishedIndices(db.read), said);
      return sendStudioPage(deps, c, 'studio/indices', view);
    })

    .get('/indices/new', { general: 'enterIndices' }, ({ c, visitor }) => {
      const view = indexPage(standingOf(c, visitor), null, nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post('/indices/new', { general: 'enterIndices' }, async ({ c, visitor }) => {
      const standing = standingOf(c, visitor);
      const values = await readTyped(c);
      const reading = readIndex(values, standing.t);
      if ('errors' in reading) {
        const view = indexPage(standing, null, { values, errors: reading.errors });
        return sendStudioPage(deps, c, 'studio/form-page', view, { status: 422 });
      }
      const record = recorderFor(deps, visitor);
      await enterIndex({ ...deps, record }, reading.wish, visitor.person.name);
      return c.redirect(`${indicesPath}?said=saved`, 303);
    })

    .get('/indices/:index', { general: 'enterIndices' }, async ({ c, visitor }) => {
      const index = await existing(c.req.param('index'));
      const view = indexPage(standingOf(c, visitor), index, nothingTyped);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post('/indices/:index', { general: 'enterIndices' }, async ({ c, visitor }) => {
      const standing = standingOf(c, visitor);
      const index = await existing(c.req.param('index'));
      const values = await readTyped(c);
      const refuse = (errors: ReadonlyMap<string, string>, status: 409 | 422) => {
        const view = indexPage(standing, index, { values, errors });
        return sendStudioPage(deps, c, 'studio/form-page', view, { status });
      };
      const reading = readIndex(values, standing.t);
      if ('errors' in reading) return refuse(reading.errors, 422);
      const by = { by: visitor.person.name, seen: seenIn(values) };
      const doing = { ...deps, record: recorderFor(deps, visitor) };
      const outcome = await changeIndex(doing, index.id, reading.wish, by);
      if (outcome === 'overtaken') return refuse(new Map([['', standing.t('improve.overtaken')]]), 409);
      return c.redirect(`${indicesPath}?said=saved`, 303);
    })

    .get('/indices/:index/remove', { general: 'enterIndices' }, async ({ c, visitor }) => {
      const index = await existing(c.req.param('index'));
      const view = removeIndexPage(standingOf(c, visitor), index);
      return sendStudioPage(deps, c, 'studio/form-page', view);
    })

    .post('/indices/:index/remove', { general: 'enterIndices' }, async ({ c, visitor }) => {
      const standing = standingOf(c, visitor);
      const index = await existing(c.req.param('index'));
      const values = await readTyped(c);
      const seen = { id: index.id, revision: seenIn(values) };
      const outcome = await removeIndex({ ...deps, record: recorderFor(deps, visitor) }, seen);
      if (outcome === 'overtaken') {
        const typed = { values, errors: new Map([['', standing.t('improve.overtaken')]]) };
        const view = removeIndexPage(standing, index, typed);
        return sendStudioPage(deps, c, 'studio/form-page', view, { status: 409 });
      }
      return c.redirect(`${indicesPath}?said=removed`, 303);
    });
}
