import { type Part, type PartKind, partsIn } from '#surveys/design/parts.ts';
import { canBegin } from '#surveys/design/set.ts';
import { nameOfLanguage } from '../../../i18n/language-names.ts';
import type { Standing } from '../frame.view.ts';
import { type DesignedDraft, type DesignFrame, type Done, designFrame } from './design-frame.view.ts';
import { type FieldsView, fieldsView } from './fields.view.ts';
import { type EditButton, editButton } from './outline.view.ts';
import { nameOfPart } from './part.view.ts';

interface Section {
  readonly place: string;
  readonly heading: string;
  readonly fields: FieldsView;
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

/** The title, who asks, the data, the look, the words of pairs, scales, facts and languages. */
export function settingsPage(standing: Standing, draft: DesignedDraft, done?: Done): SettingsPage {
  const { t } = standing;
  const { definition } = draft;
  const parts = partsIn(definition);
  const missing = single
    .filter((kind) => canBegin(kind) && !parts.some((part) => part.kind === kind))
    .map((kind): Part => ({ place: kind, kind, key: '', path: [kind], within: 'survey' }));
  const shown = kinds.flatMap((kind) => [...parts, ...missing].filter((part) => part.kind === kind));
  const removable: ReadonlySet<PartKind> = new Set(['scale', 'fact', 'quota']);
  return {
    ...designFrame(standing, draft, { heading: t('design.settings'), ...(done && { done }) }),
    sections: shown.map((part) => ({
      place: part.place,
      heading:
        part.key === ''
          ? t(`design.part.${part.kind}`)
          : `${t(`design.part.${part.kind}`)}: ${nameOfPart(draft, part, t)}`,
      fields: fieldsView(draft, part, t, {
        // a logo comes from a file
        without: ['logo'],
        idle: missing.includes(part) ? ['purpose', 'use', 'retention', 'contact'] : [],
      }),
      remove: removable.has(part.kind)
        ? editButton({ edit: 'remove', place: part.place }, true, t('design.remove'))
        : null,
    })),
    languages: {
      heading: t('design.language'),
      add: t('design.addLanguage'),
      label: `${t('design.language')} (zh-CN, en, ja …)`,
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
    },
    addFact: editButton({ edit: 'addFact' }, true, t('design.addFact')),
  };
}
