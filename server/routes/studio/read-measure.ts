import { measureStatuses } from '#surveys/measure-status.ts';
import { isCalendarDay } from '../../actions/calendar-day.ts';
import { type EventWish, longestEventText, longestScope } from '../../actions/keep-event.ts';
import { longestMeasureText, longestMeasureTitle, type MeasureWish } from '../../actions/keep-measure.ts';
import { formats } from '../../i18n/formats.ts';
import { locales } from '../../i18n/locale.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { MeasureGround } from '../../views/studio/measure-form.view.ts';
import { wrongCharacters } from './typed.ts';

type Values = ReadonlyMap<string, string>;
type Errors = ReadonlyMap<string, string>;

/** A measure as its form says it, or what is wrong with it, by field. @param target what it aims at now, offered or not */
export function readMeasure(
  values: Values,
  { targets, waves, people }: MeasureGround,
  t: Translate,
  target: string | null = null,
): { readonly wish: MeasureWish } | { readonly errors: Errors } {
  const errors = wrongCharacters(values, t, ['description']);
  const field = (name: string) => values.get(name) ?? '';
  const check = (name: string, isRight: boolean, text: string) => {
    if (!isRight && !errors.has(name)) errors.set(name, text);
  };
  const isOffered = (choices: MeasureGround['waves'], value: string) =>
    choices.some(([offered]) => offered === value);
  const person = people.find(([id]) => id === field('person'));
  const owner = field('owner') || (person?.[1] ?? '');
  const status = measureStatuses.find((each) => each === field('status'));
  const [startOn, dueOn, doneOn] = [field('start'), field('due'), field('done')];
  check('title', field('title') !== '', t('improve.wrong.title'));
  checkLengths(errors, values, { title: longestMeasureTitle, owner: longestMeasureTitle }, t);
  checkLengths(errors, values, { description: longestMeasureText }, t);
  const aim = field('target');
  check('target', isOffered(targets, aim) || (aim !== '' && aim === target), t('improve.wrong.target'));
  check('owner', owner !== '', t('improve.wrong.owner'));
  check('person', field('person') === '' || person !== undefined, t('improve.wrong.choose'));
  check('wave', field('wave') === '' || isOffered(waves, field('wave')), t('improve.wrong.choose'));
  check('status', status !== undefined, t('improve.wrong.choose'));
  check('start', isCalendarDay(startOn), t('improve.wrong.start'));
  check('due', dueOn === '' || isCalendarDay(dueOn), t('improve.wrong.day'));
  check('due', dueOn === '' || dueOn >= startOn, t('improve.wrong.dueBeforeStart'));
  check('done', doneOn === '' || isCalendarDay(doneOn), t('improve.wrong.day'));
  check('done', doneOn === '' || doneOn >= startOn, t('improve.wrong.doneBeforeStart'));
  check('done', status !== 'done' || doneOn !== '', t('improve.wrong.doneMissing'));
  check('done', status === 'done' || doneOn === '', t('improve.wrong.doneWithout'));
  if (errors.size > 0 || status === undefined) return { errors };
  return {
    wish: {
      ...{ title: field('title'), description: field('description'), owner, target: aim, status, startOn },
      ownerId: field('person') || null,
      waveId: field('wave') || null,
      dueOn: dueOn || null,
      doneOn: doneOn || null,
    },
  };
}

/** An event as its form says it, or what is wrong with it, by field. */
export function readEvent(
  values: Values,
  t: Translate,
): { readonly wish: EventWish } | { readonly errors: Errors } {
  const errors = wrongCharacters(values, t);
  const happenedOn = values.get('day') ?? '';
  if (!isCalendarDay(happenedOn)) errors.set('day', t('improve.wrong.eventDay'));
  const said = locales.flatMap((tag): [string, string][] => {
    const text = values.get(`text.${tag}`) ?? '';
    return text === '' ? [] : [[tag, text]];
  });
  const [first] = locales;
  if (said.length === 0) errors.set(`text.${first}`, t('improve.wrong.eventText'));
  const most = Object.fromEntries(locales.map((tag) => [`text.${tag}`, longestEventText]));
  checkLengths(errors, values, { ...most, scope: longestScope }, t);
  if (errors.size > 0) return { errors };
  return { wish: { happenedOn, text: Object.fromEntries(said), scope: values.get('scope') ?? '' } };
}

/** The revision that a form was made from; one that no row has where it says none. */
export function seenIn(values: Values): number {
  const seen = Number(values.get('seen') || '-1');
  return Number.isInteger(seen) && Math.abs(seen) < 2 ** 31 ? seen : -1;
}

/** Says of every field that is too long how long it may be. */
export function checkLengths(
  errors: Map<string, string>,
  values: Values,
  most: Readonly<Record<string, number>>,
  t: Translate,
): void {
  const { integer } = formats(t.locale);
  for (const [name, maximum] of Object.entries(most)) {
    const length = (values.get(name) ?? '').length;
    if (length > maximum && !errors.has(name))
      errors.set(name, t('improve.wrong.tooLong', { maximum: integer(maximum), length: integer(length) }));
  }
}
