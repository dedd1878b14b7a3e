import { formats } from '../../../i18n/formats.ts';
import { type FieldView, lineField, nothingTyped, selectField } from '../form.view.ts';
import { type Standing, type StudioFrame, surveyFrame } from '../frame.view.ts';
import { wavePath } from '../waves.view.ts';
import { cameWords, type KnownCustomer, outcomeOf, outcomeWords } from './known.ts';

interface LinkView {
  readonly href: string;
  readonly label: string;
}

export interface SamplePage {
  readonly frame: StudioFrame;
  readonly documentTitle: string;
  readonly heading: string;
  readonly intro: string;
  readonly said: string | null;
  readonly importing: LinkView;
  readonly action: string;
  readonly fields: readonly FieldView[];
  readonly search: string;
  readonly count: string;
  readonly heads: Readonly<Record<'customer' | 'stratum' | 'came' | 'recorded' | 'outcome', string>>;
  readonly rows: readonly {
    readonly href: string;
    readonly customer: string;
    readonly stratum: string;
    readonly came: string;
    readonly recorded: string;
    readonly outcome: string;
  }[];
  readonly none: string;
  readonly previous: LinkView | null;
  readonly next: LinkView | null;
  readonly pages: string;
  readonly back: LinkView;
}

/** What is listed: which part of the sample, and whether there is more before and after it. */
export interface ListedSample {
  readonly search: string;
  readonly isOpen: boolean;
  readonly customers: readonly KnownCustomer[];
  /** How many the search finds in all. */
  readonly count: number;
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly said: string | null;
}

/** The customers of a wave's sample, with what is known of each. */
export function samplePage(
  standing: Standing,
  survey: { readonly slug: string; readonly title: string },
  wave: { readonly key: string; readonly name: string },
  listed: ListedSample,
): SamplePage {
  const { t } = standing;
  const heading = t('fieldwork.title', { wave: wave.name });
  const root = wavePath(survey.slug, wave.key, '/customers');
  const { search, isOpen, customers, count, said } = listed;
  const kept = { ...(search === '' ? {} : { q: search }), ...(isOpen ? { only: 'open' } : {}) };
  const pageAt = (place: Record<string, string>) => `${root}?${new URLSearchParams({ ...kept, ...place })}`;
  const first = customers[0]?.member.position ?? 0;
  const last = customers.at(-1)?.member.position ?? 0;
  return {
    frame: surveyFrame(standing, survey.slug, survey.title),
    documentTitle: `${heading} · ${survey.title}`,
    heading,
    intro: t('fieldwork.intro'),
    said,
    importing: { href: wavePath(survey.slug, wave.key, '/dispositions'), label: t('fieldwork.import') },
    action: root,
    fields: [
      lineField({ name: 'q', label: t('fieldwork.search') }, nothingTyped, { value: search, type: 'search' }),
      selectField(
        { name: 'only', label: t('fieldwork.only') },
        nothingTyped,
        [
          ['', t('fieldwork.only.all')],
          ['open', t('fieldwork.only.open')],
        ],
        isOpen ? 'open' : '',
      ),
    ],
    search: t('fieldwork.search.go'),
    count: t('fieldwork.count', { count: formats(t.locale).integer(count) }),
    heads: {
      customer: t('fieldwork.customer'),
      stratum: t('fieldwork.stratum'),
      came: t('fieldwork.came'),
      recorded: t('fieldwork.recorded'),
      outcome: t('fieldwork.counts'),
    },
    rows: customers.map((customer) => rowOf(customer, root, standing)),
    none: t(search === '' ? 'fieldwork.none' : 'fieldwork.noneFound', { search }),
    previous: listed.hasBefore
      ? { href: pageAt({ before: String(first) }), label: t('fieldwork.previous') }
      : null,
    next: listed.hasAfter ? { href: pageAt({ after: String(last) }), label: t('fieldwork.next') } : null,
    pages: t('fieldwork.pages'),
    back: { href: wavePath(survey.slug, wave.key), label: t('fieldwork.back', { wave: wave.name }) },
  };
}

function rowOf(known: KnownCustomer, root: string, { t }: Standing): SamplePage['rows'][number] {
  const { member, optOut } = known;
  const outcome = outcomeOf(known);
  const came = cameWords(known, t);
  return {
    href: `${root}/${member.id}`,
    customer: member.customer,
    stratum: member.stratum,
    came: optOut === null ? came : `${came} · ${t('fieldwork.optedOut')}`,
    recorded: member.disposition === null ? t('studio.none') : t(`report.disposition.${member.disposition}`),
    outcome: outcome === null ? t('studio.none') : outcomeWords(outcome, t),
  };
}
