import type { Part } from '#reports/part.ts';
import type { Report, WaveReport } from '#reports/report.ts';
import { plural, type Translate } from '../../i18n/translate.ts';
import type { ErrorPage } from '../error.view.ts';
import { type Focus, focusOn, valueNamed, variableName } from './focus.ts';

/** Whom alone a page is about. */
export interface PartView {
  readonly heading: string;
  readonly sentence: string;
  /** What of the page is about everybody all the same. */
  readonly everybody: string;
  /** The same page about everybody; `null` in a file, which leads nowhere. */
  readonly remove: { readonly href: string; readonly name: string } | null;
}

/** What a page about a part of the customers says of it at its head; `null` for one about everybody. */
export function partView(focus: Focus, removeHref: string | null): PartView | null {
  const { t, f, report, figure } = focus;
  if (report.part === null) return null;
  const n = figure('csi', 'overall')?.n ?? 0;
  const answers = plural(t, 'report.part.answers', n, { answers: f.integer(n) });
  return {
    heading: t('report.part.only'),
    sentence: t('report.part.sentence', { part: partInWords(focus), answers }),
    everybody: t('report.part.everybody'),
    remove: removeHref === null ? null : { href: removeHref, name: t('report.part.remove') },
  };
}

/** The values that all customers of the part have, as readers call them. */
export function partInWords(focus: Focus): string {
  const { t, text, report } = focus;
  const values = (report.part ?? []).map((one) =>
    t('report.part.value', {
      variable: variableName(focus, { ...one, values: [] }),
      value: (one.label && text(one.label)) || valueNamed(focus, one.variable, one.value),
    }),
  );
  return values.join(t('report.part.and'));
}

/** What stands in the place of a report about a part that cannot be shown, with the way back to everybody. */
export function noPartPage(
  { report, wave }: { readonly report: Report; readonly wave: WaveReport | null },
  problem: 'unknown' | 'too-many' | 'too-small',
  back: string,
  t: Translate,
): ErrorPage {
  const focus = wave && focusOn(report, wave, t);
  return {
    organisation: focus?.text(report.survey.organisation) ?? '',
    heading: t(`report.part.${problem}`),
    help: t(`report.part.${problem}.help`, {
      part: focus === null || report.part === null ? '' : partInWords(focus),
      wave: focus?.waveName(focus.wave) ?? '',
    }),
    contact: null,
    links: [{ href: back, label: t('report.part.remove') }],
    theirs: null,
  };
}

/** The form by which a reader chooses whom a report is about. It works without a script. */
export interface PartForm {
  readonly action: string;
  readonly hidden: readonly { readonly name: string; readonly value: string }[];
  readonly fields: readonly {
    readonly id: string;
    readonly label: string;
    readonly options: readonly {
      readonly value: string;
      readonly label: string;
      readonly isChosen: boolean;
    }[];
  }[];
  /** Whether it is open from the start, since something is chosen. */
  readonly isOpen: boolean;
  readonly words: Readonly<Record<'title' | 'hint' | 'submit', string>>;
}

/**
 * @param whole the report about everybody, whose groups that are shown can be chosen
 * @param named how a value is sent
 */
export function partForm(
  whole: Focus,
  chosen: Part | null,
  address: Pick<PartForm, 'action' | 'hidden'>,
  named: (value: Part[0]) => string,
): PartForm | null {
  const { t, text, report, figure } = whole;
  const fields = report.segments.flatMap((segment, place) => {
    const shown = segment.values.filter(({ value }) => {
      const found = figure('csi', 'overall', { [segment.variable]: value });
      const isAsked =
        chosen?.some((one) => one.variable === segment.variable && one.value === value) ?? false;
      return isAsked || (found !== null && found.suppressed === null && found.n > 0);
    });
    if (shown.length === 0) return [];
    const options = shown.map(({ value, label }) => ({
      value: named({ variable: segment.variable, value }),
      label: (label && text(label)) || value,
      isChosen: chosen?.some((one) => one.variable === segment.variable && one.value === value) ?? false,
    }));
    const all = { value: '', label: t('report.part.all'), isChosen: false };
    return [{ id: `only-${place}`, label: variableName(whole, segment), options: [all, ...options] }];
  });
  if (fields.length === 0) return null;
  return {
    ...address,
    fields,
    isOpen: chosen !== null,
    words: { title: t('report.part.title'), hint: t('report.part.hint'), submit: t('report.part.submit') },
  };
}
