import type { Context } from 'hono';
import { dispositionsOfMember } from '#db/queries/recorded-dispositions.ts';
import {
  countSampled,
  type SampledCustomer,
  type SampleFilter,
  type SamplePlace,
  sampledCustomer,
  sampledCustomers,
} from '#db/queries/sample-list.ts';
import type { Survey, Wave } from '#db/tables.ts';
import { firstUnsupported } from '#surveys/characters.ts';
import { answersToEnter } from '../../actions/answers-to-enter.ts';
import { createDefinitions } from '../../actions/definitions.ts';
import { longestNote, noteDisposition, takeBackDisposition } from '../../actions/note-disposition.ts';
import { AppError } from '../../errors.ts';
import type { AppEnv, Dependencies } from '../../http/context.ts';
import type { GuardedRoutes } from '../../http/guarded.ts';
import type { Translate } from '../../i18n/translate.ts';
import { writtenMoment } from '../../imports/moments.ts';
import type { Visitor } from '../../people/person.ts';
import { recorderFor } from '../../people/recorder.ts';
import type { KnownCustomer } from '../../views/studio/fieldwork/known.ts';
import { handDispositions, memberPage } from '../../views/studio/fieldwork/member.view.ts';
import { samplePage } from '../../views/studio/fieldwork/sample.view.ts';
import { nothingTyped, type Typed } from '../../views/studio/form.view.ts';
import { wavePath } from '../../views/studio/waves.view.ts';
import { surveyAs, waveAs, waveIn } from './named.ts';
import { sendStudioPage, standingOf } from './studio-page.ts';
import { readTyped } from './typed.ts';

/** Customers on one page of the list. */
const perPage = 50;
/** The longest text that is searched for. */
const longestSearch = 200;

/** What the pages say after something was done, by its code in the address. */
const said = ['recorded', 'undone', 'notUndone', 'submitted', 'screenedOut', 'overQuota'] as const;

/** What became of the customers of a wave's sample: leafing through them, recording how an attempt ended, taking that back. */
export function addFieldworkRoutes(routes: GuardedRoutes, deps: Dependencies): void {
  const { db, now } = deps;
  const definitions = createDefinitions();

  routes
    .get('/surveys/:survey/waves/:wave/customers', { survey: 'record' }, async ({ c, visitor, survey }) => {
      const standing = standingOf(c, visitor);
      const wave = await waveIn(db.read, survey, c.req.param('wave'));
      const search = (c.req.query('q') ?? '').normalize('NFC').trim().slice(0, longestSearch);
      const filter = { search, isOpen: c.req.query('only') === 'open' };
      const listed = await listedPage(wave, filter, placeIn(c.req.query('after'), c.req.query('before')));
      const imported = /^\d{1,7}$/.exec(c.req.query('imported') ?? '')?.[0];
      const view = samplePage(standing, surveyAs(survey, standing), waveAs(wave, standing), {
        ...filter,
        ...listed,
        said: imported === undefined ? null : standing.t('fieldwork.imported', { count: imported }),
      });
      return sendStudioPage(deps, c, 'studio/fieldwork/sample', view);
    })

    .get(
      '/surveys/:survey/waves/:wave/customers/:member',
      { survey: 'record' },
      async ({ c, visitor, survey }) => {
        const code = said.find((each) => each === c.req.query('said'));
        const { t } = standingOf(c, visitor);
        const text = code === undefined ? null : t(`fieldwork.said.${code}`);
        return await showMember(c, visitor, survey, nothingTyped, text);
      },
    )

    .post(
      '/surveys/:survey/waves/:wave/customers/:member/disposition',
      { survey: 'record' },
      async ({ c, visitor, survey }) => {
        const wave = await waveIn(db.read, survey, c.req.param('wave'));
        const { member } = await customerIn(wave, c.req.param('member'));
        const values = await readTyped(c);
        const { noted, errors } = readNoted(values, now().getTime(), standingOf(c, visitor).t);
        if (noted === null) return await showMember(c, visitor, survey, { values, errors }, null);
        const { customer, id } = member;
        const by = visitor.person.name;
        const record = recorderFor(deps, visitor);
        await noteDisposition({ db, now, record }, { wave, customer, by, ...noted });
        return c.redirect(`${wavePath(survey.slug, wave.key, `/customers/${id}`)}?said=recorded`, 303);
      },
    )

    .post(
      '/surveys/:survey/waves/:wave/customers/:member/disposition/undo',
      { survey: 'record' },
      async ({ c, visitor, survey }) => {
        const wave = await waveIn(db.read, survey, c.req.param('wave'));
        const { member } = await customerIn(wave, c.req.param('member'));
        const number = Number((await readTyped(c)).get('number'));
        if (!Number.isSafeInteger(number)) throw new AppError('badRequest');
        const isUndone = await takeBackDisposition(
          { db, now, record: recorderFor(deps, visitor) },
          { wave, member, number, by: visitor.person.name },
        );
        const path = wavePath(survey.slug, wave.key, `/customers/${member.id}`);
        return c.redirect(`${path}?said=${isUndone ? 'undone' : 'notUndone'}`, 303);
      },
    );

  /** A customer of a wave's sample. @throws AppError `notFound` where it has none of that id */
  async function customerIn(wave: Wave, id: string | undefined): Promise<KnownCustomer> {
    const row = await sampledCustomer(db.read, wave.id, id ?? '');
    if (row === null) throw new AppError('notFound');
    return await withDefinition(wave, row);
  }

  async function withDefinition(wave: Wave, row: SampledCustomer): Promise<KnownCustomer> {
    const versionId = row.response?.versionId ?? wave.versionId;
    return { ...row, definition: await definitions.ofVersion(db.read, versionId) };
  }

  async function listedPage(wave: Wave, filter: SampleFilter, place: SamplePlace) {
    const rows = await sampledCustomers(db.read, wave.id, filter, { place, limit: perPage + 1 });
    const isBack = 'before' in place;
    const isMore = rows.length > perPage;
    const shown = isBack ? rows.slice(-perPage) : rows.slice(0, perPage);
    const customers = await Promise.all(shown.map((row) => withDefinition(wave, row)));
    return {
      customers,
      count: await countSampled(db.read, wave.id, filter),
      hasBefore: isBack ? isMore : place.after > 0,
      hasAfter: isBack || isMore,
    };
  }

  async function showMember(
    c: Context<AppEnv>,
    visitor: Visitor,
    survey: Survey,
    typed: Typed,
    text: string | null,
  ): Promise<Response> {
    const standing = standingOf(c, visitor);
    const wave = await waveIn(db.read, survey, c.req.param('wave'));
    const known = await customerIn(wave, c.req.param('member'));
    const { refusal } = await answersToEnter(
      db.read,
      { ...deps, definitions },
      {
        wave,
        member: known.member,
        language: standing.t.locale,
      },
    );
    const view = memberPage(standing, surveyAs(survey, standing), waveAs(wave, standing), {
      known,
      history: await dispositionsOfMember(db.read, known.member.id),
      refusal: refusal === null ? null : standing.t(`entering.refused.${refusal}`),
      typed,
      said: text,
    });
    const status = typed.errors.size > 0 ? 422 : 200;
    return sendStudioPage(deps, c, 'studio/fieldwork/member', view, { status });
  }
}

/** From where the list goes on, by the address; from its beginning where that says nothing. */
function placeIn(after: string | undefined, before: string | undefined): SamplePlace {
  const number = (text: string | undefined) => (/^\d{1,9}$/.test(text ?? '') ? Number(text) : null);
  const end = number(before);
  return end === null ? { after: number(after) ?? 0 } : { before: end };
}

/** What became of an attempt as a form says it; `null` with what is wrong, by field. */
function readNoted(values: ReadonlyMap<string, string>, now: number, t: Translate) {
  const errors = new Map<string, string>();
  const disposition = handDispositions.find((each) => each === values.get('disposition'));
  if (disposition === undefined) errors.set('disposition', t('fieldwork.disposition.choose'));
  const when = values.get('at') ?? '';
  const at = when === '' ? null : writtenMoment(when, 'here');
  if (when !== '' && at === null) errors.set('at', t('fieldwork.at.wrong'));
  if (at !== null && at > now) errors.set('at', t('cli.problem.dayToCome', { value: when }));
  const note = values.get('note') ?? '';
  const unsupported = firstUnsupported(note);
  if (unsupported !== null) errors.set('note', t('cli.problem.cellCharacters', { ...unsupported }));
  else if (note.length > longestNote)
    errors.set('note', t('cli.problem.cellTooLong', { maximum: longestNote }));
  if (disposition === undefined || errors.size > 0) return { noted: null, errors };
  return { noted: { disposition, at, note }, errors };
}
