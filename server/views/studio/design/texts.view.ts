import { splitPlace } from '#surveys/design/parts.ts';
import { type TextRow, textRows } from '#surveys/design/problem-place.ts';
import { type MessageKey, plural, type Translate } from '../../../i18n/translate.ts';
import type { Standing } from '../frame.view.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  type Done,
  designFrame,
  designPath,
} from './design-frame.view.ts';
import { type FieldsView, textRow } from './fields.view.ts';
import { type PipesView, pipesView } from './pipes.view.ts';

export interface TextsPage extends DesignFrame {
  readonly fields: FieldsView;
  readonly pipes: PipesView | null;
  readonly missing: string | null;
  readonly filter: { readonly href: string; readonly label: string };
}

/** Every text of a questionnaire, side by side in all its languages. @param isFiltered only those missing somewhere */
export function textsPage(
  standing: Standing,
  draft: DesignedDraft,
  isFiltered: boolean,
  done?: Done,
): TextsPage {
  const { t } = standing;
  const { definition, slug } = draft;
  const rows = textRows(definition);
  const missing = rows.reduce((sum, row) => sum + row.missing.length, 0);
  const shown = isFiltered ? rows.filter((row) => row.missing.length > 0) : rows;
  const label = (row: TextRow) =>
    labelOf(row, draft.parts.get(splitPlace(row.place).part)?.kind ?? 'survey', t);
  return {
    ...designFrame(standing, draft, { heading: t('design.texts'), ...(done && { done }) }),
    fields: {
      missing: t('design.missing'),
      settings: [],
      texts: shown.map((row) => textRow(draft, row.place, label(row), t)),
    },
    pipes: pipesView(definition, draft.piping, t),
    missing: missing === 0 ? null : plural(t, 'design.missingCount', missing),
    filter: isFiltered
      ? { href: designPath(slug, '/texts'), label: t('design.allTexts') }
      : { href: designPath(slug, '/texts?only=missing'), label: t('design.onlyMissing') },
  };
}

function labelOf({ place }: TextRow, kind: string, t: Translate): string {
  const { part, field } = splitPlace(place);
  const key = part.includes(':') ? ` ${part.slice(part.indexOf(':') + 1)}` : '';
  return `${t(`design.part.${kind}` as MessageKey)}${key} · ${t(`design.field.${field}` as MessageKey)}`;
}
