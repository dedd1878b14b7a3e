import type { Condition } from '#surveys/conditions.ts';
import type { Definition } from '#surveys/definition.ts';
import type { Previewable } from '#surveys/previewable.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  designFrame,
  designPath,
} from '../design/design-frame.view.ts';
import { saidIn } from '../design/said.ts';
import type { Standing } from '../frame.view.ts';

/** How wide a preview is shown. */
export const previewWidths = ['both', 'phone', 'desk'] as const;
export type PreviewWidth = (typeof previewWidths)[number];

/** What somebody chose for a preview. */
export interface PreviewChoices {
  readonly width: PreviewWidth;
  /** One of the draft's languages. */
  readonly language: string;
  readonly by: 'personal' | 'open';
  readonly facts: ReadonlyMap<string, string>;
  /** Keys of quotas that are taken to be full. */
  readonly full: ReadonlySet<string>;
  readonly seed: string;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
}

export interface PreviewPage extends DesignFrame {
  readonly lead: string;
  readonly lacks: { readonly text: string; readonly href: string; readonly label: string } | null;
  readonly form: {
    readonly action: string;
    readonly heading: string;
    readonly selects: readonly {
      readonly name: string;
      readonly label: string;
      readonly choices: readonly Choice[];
    }[];
    readonly facts: {
      readonly legend: string;
      readonly hint: string;
      readonly fields: readonly {
        readonly name: string;
        readonly label: string;
        readonly value: string;
        readonly list: string;
        readonly values: readonly string[];
      }[];
    } | null;
    readonly quotas: {
      readonly legend: string;
      readonly hint: string;
      readonly boxes: readonly (Omit<Choice, 'isChosen'> & { readonly isChecked: boolean })[];
    } | null;
    readonly submit: string;
  };
  readonly frames: readonly {
    readonly pane: 'phone' | 'wide';
    readonly title: string;
    readonly src: string;
  }[];
  readonly isBoth: boolean;
  readonly alone: { readonly href: string; readonly label: string };
}

/** A page instead of one of the preview's. */
export interface NoPreviewPage {
  readonly documentTitle: string;
  readonly text: string;
}

export function noPreviewPage(t: Translate, why: 'preview.none' | 'preview.elsewhere'): NoPreviewPage {
  return { documentTitle: t('preview.short'), text: t(why) };
}

/** The draft as customers would see it, in frames as wide as a phone and as a desk's window. */
export function previewPage(
  standing: Standing,
  draft: DesignedDraft,
  { definition, withoutQuestions, withoutConditions }: Previewable,
  choices: PreviewChoices,
): PreviewPage {
  const { t } = standing;
  const { slug } = draft;
  const src = beginPath(slug, choices);
  const widths = (['phone', 'desk'] as const).filter((each) => ['both', each].includes(choices.width));
  return {
    ...designFrame(standing, draft, { heading: t('design.preview') }),
    lead: t('preview.lead'),
    lacks:
      withoutQuestions.length + withoutConditions === 0
        ? null
        : {
            text: t('preview.lacks', { questions: withoutQuestions.length, conditions: withoutConditions }),
            href: designPath(slug, '/publish'),
            label: t('publish.problems'),
          },
    form: formOf(slug, definition, choices, t),
    frames: widths.map((width) => ({
      pane: width === 'desk' ? 'wide' : 'phone',
      src,
      title: t(`preview.frame.${width}`),
    })),
    isBoth: choices.width === 'both',
    alone: { href: src, label: t('preview.alone') },
  };
}

function beginPath(slug: string, { language, by, facts, full, seed }: PreviewChoices): string {
  const query = new URLSearchParams({ lang: language, by, seed });
  for (const [key, value] of facts) query.append(`fact:${key}`, value);
  for (const key of full) query.append('full', key);
  return `/studio/preview/${slug}/begin?${query}`;
}

function formOf(
  slug: string,
  definition: Definition,
  { width, language, by, facts, full }: PreviewChoices,
  t: Translate,
): PreviewPage['form'] {
  const choice = (value: string, label: string, chosen: string) => ({
    value,
    label,
    isChosen: value === chosen,
  });
  const values = valuesOfFacts(definition);
  return {
    action: designPath(slug, '/preview'),
    heading: t('preview.choices'),
    selects: [
      {
        name: 'width',
        label: t('preview.width'),
        choices: previewWidths.map((each) => choice(each, t(`preview.width.${each}`), width)),
      },
      {
        name: 'in',
        label: t('preview.language'),
        choices: definition.languages.map((tag) => choice(tag, nameOfLanguage(tag), language)),
      },
      {
        name: 'by',
        label: t('preview.by'),
        choices: (['personal', 'open'] as const).map((each) => choice(each, t(`preview.by.${each}`), by)),
      },
    ],
    facts:
      definition.facts.length === 0
        ? null
        : {
            legend: t('preview.facts'),
            hint: t('preview.facts.hint'),
            fields: definition.facts.map(({ key, name }) => ({
              name: `fact:${key}`,
              label: saidIn(name, t) || key,
              value: facts.get(key) ?? '',
              list: `values:${key}`,
              values: [...(values.get(key) ?? [])],
            })),
          },
    quotas:
      definition.quotas.length === 0
        ? null
        : {
            legend: t('preview.quotas'),
            hint: t('preview.quotas.hint'),
            boxes: definition.quotas.map(({ key, name }) => ({
              value: key,
              label: saidIn(name, t) || key,
              isChecked: full.has(key),
            })),
          },
    submit: t('preview.begin'),
  };
}

/** The values of facts that conditions ask about, by the key of the fact. */
function valuesOfFacts({ pages, quotas }: Definition): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const look = (condition: Condition | undefined): void => {
    if (condition === undefined) return;
    if (condition.op === 'fact')
      found.set(condition.fact, new Set([...(found.get(condition.fact) ?? []), ...condition.oneOf]));
    if (condition.op === 'not') look(condition.condition);
    if (condition.op === 'all' || condition.op === 'any') condition.of.forEach(look);
  };
  for (const { showIf, endIf, questions } of pages) {
    look(showIf);
    for (const { when } of endIf) look(when);
    for (const question of questions) look(question.showIf);
  }
  for (const { when } of quotas) look(when);
  return found;
}
