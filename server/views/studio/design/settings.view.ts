import type { Part, PartKind } from '#surveys/design/parts.ts';
import { canBegin } from '#surveys/design/set.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Translate } from '../../../i18n/translate.ts';
import type { Standing } from '../frame.view.ts';
import { type AdderView, adderView, type Chosen } from './adder.view.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  type Done,
  designFrame,
  designPath,
} from './design-frame.view.ts';
import { type FieldsView, fieldsView, scaleName } from './fields.view.ts';
import { type EditButton, editButton } from './outline.view.ts';
import { conditionLink, type Within } from './part.view.ts';
import { type PipesView, pipesView } from './pipes.view.ts';
import { nameOfPart } from './place-name.ts';

interface Section {
  readonly place: string;
  readonly heading: string;
  readonly fields: FieldsView;
  readonly remove: EditButton | null;
  readonly condition: Within['condition'];
  readonly logo: LogoView | null;
}

/** The organisation's logo: what there is, and the form for another. */
interface LogoView {
  readonly src: string | null;
  readonly label: string;
  readonly hint: string;
  readonly keep: string;
  readonly remove: EditButton | null;
}

export interface SettingsPage extends DesignFrame {
  readonly sections: readonly Section[];
  readonly languages: {
    readonly heading: string;
    readonly list: readonly { readonly place: string; readonly name: string; readonly remove: EditButton }[];
    readonly add: string;
    readonly label: string;
  };
  readonly addFact: EditButton;
  readonly scale: Readonly<Record<'heading' | 'from' | 'to' | 'add', string>>;
  readonly quota: { readonly heading: string; readonly intro: string; readonly adder: AdderView } | null;
  readonly logoAction: string;
  readonly pipes: PipesView | null;
}

/** What is said about the whole survey, in the order in which it is met. */
const kinds: readonly PartKind[] = [
  'survey',
  'privacy',
  'brand',
  'pairWords',
  'expectation',
  'perception',
  'importance',
  'scale',
  'index',
  'fact',
  'quota',
];

/** What there is one of, and may be missing from a draft. */
const single: readonly PartKind[] = ['privacy', 'brand'];

const removable: ReadonlySet<PartKind> = new Set(['scale', 'fact', 'quota', 'privacy', 'brand']);

/** The title, who asks, the data, the look, the words of pairs, scales, facts, quotas and languages. */
export function settingsPage(
  standing: Standing,
  draft: DesignedDraft,
  chosen: Chosen,
  done?: Done,
): SettingsPage {
  const { t } = standing;
  const { slug } = draft;
  const parts = [...draft.parts.values()];
  const missing = single
    .filter((kind) => canBegin(kind) && !parts.some((part) => part.kind === kind))
    .map((kind): Part => ({ place: kind, kind, key: '', path: [kind], within: 'survey' }));
  const shown = kinds.flatMap((kind) => [...parts, ...missing].filter((part) => part.kind === kind));
  const here = designPath(slug, '/settings');
  const quota = adderView(t, draft, { add: 'quota', place: 'survey', here, chosen });
  return {
    ...designFrame(standing, draft, { heading: t('design.settings'), ...(done && { done }) }),
    here,
    sections: shown.map((part) => sectionOf(draft, part, missing.includes(part), t)),
    languages: languagesOf(draft, parts, t),
    addFact: editButton({ edit: 'addFact' }, true, t('design.addFact')),
    scale: {
      heading: t('design.addScale'),
      from: t('design.field.min'),
      to: t('design.field.max'),
      add: t('design.add'),
    },
    quota:
      quota === null
        ? null
        : { heading: t('design.addQuota'), intro: t('design.addQuota.what'), adder: quota },
    logoAction: designPath(slug, '/logo'),
    pipes: pipesView(draft.definition, draft.piping, t),
  };
}

function sectionOf(draft: DesignedDraft, part: Part, isMissing: boolean, t: Translate): Section {
  const { kind, place, key } = part;
  const label = t(`design.part.${kind}`);
  const name = kind === 'scale' ? scaleName(draft.definition, key, t) : nameOfPart(draft, part, t);
  return {
    place,
    heading: key === '' ? label : `${label}: ${name}`,
    fields: fieldsView(draft, part, t, {
      // a logo comes from a file
      without: ['logo'],
      idle: isMissing ? ['purpose', 'use', 'retention', 'contact'] : [],
    }),
    remove:
      removable.has(kind) && !isMissing
        ? editButton({ edit: 'remove', place }, true, t('design.remove'))
        : null,
    condition: conditionLink(draft, part, t),
    logo: kind === 'brand' ? logoOf(draft, t) : null,
  };
}

function logoOf({ definition: { brand } }: DesignedDraft, t: Translate): LogoView {
  const isThere = brand?.logo !== undefined;
  return {
    src: isThere ? `/images/${brand?.logo}` : null,
    label: t('design.field.logo'),
    hint: t('design.logo.hint'),
    keep: t(isThere ? 'design.logo.replace' : 'design.logo.keep'),
    remove: isThere
      ? editButton({ edit: 'set', place: 'brand', field: 'logo', value: null }, true, t('design.logo.remove'))
      : null,
  };
}

function languagesOf(
  { definition }: DesignedDraft,
  parts: readonly Part[],
  t: Translate,
): SettingsPage['languages'] {
  return {
    heading: t('design.language'),
    add: t('design.addLanguage'),
    label: t('design.language.tag'),
    list: parts
      .filter(({ kind }) => kind === 'language')
      .map(({ place, key }) => ({
        place,
        name: `${nameOfLanguage(key)} (${key})`,
        remove: editButton(
          { edit: 'remove', place, andReferences: true },
          definition.languages.length > 1,
          t('design.remove'),
          `${t('design.remove')}: ${nameOfLanguage(key)}`,
        ),
      })),
  };
}
