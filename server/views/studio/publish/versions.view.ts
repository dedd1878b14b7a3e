import { indexChanges } from '#surveys/comparability.ts';
import { formats } from '../../../i18n/formats.ts';
import type { Translate } from '../../../i18n/translate.ts';
import {
  type DesignedDraft,
  type DesignFrame,
  designFrame,
  designPath,
} from '../design/design-frame.view.ts';
import type { Standing } from '../frame.view.ts';
import { type ChangesView, changesView } from './changes.view.ts';
import { momentIn } from './moments.ts';
import type { ToldVersion } from './publish.view.ts';
import { seriesNames } from './series.view.ts';

/** A version with what was decided when it was published, and where it is in use. */
export interface ListedVersion extends ToldVersion {
  readonly decisions: readonly {
    readonly item: string;
    readonly continues: boolean;
    readonly reason: string;
    readonly decidedBy: string;
    readonly decidedAt: number;
  }[];
  /** Names of the waves that ask by it. */
  readonly waves: readonly string[];
}

interface VersionRow {
  readonly id: string;
  readonly heading: string;
  readonly published: string;
  readonly waves: string | null;
  readonly first: string | null;
  readonly changes: ChangesView | null;
  readonly index: readonly string[];
  readonly decisions: {
    readonly caption: string;
    readonly columns: readonly string[];
    readonly rows: readonly { readonly item: string; readonly cells: readonly string[] }[];
  } | null;
  readonly json: { readonly href: string; readonly label: string };
}

export interface VersionsPage extends DesignFrame {
  readonly back: { readonly href: string; readonly label: string };
  readonly none: string | null;
  readonly versions: readonly VersionRow[];
}

/** All published versions, the last first. @param versions the oldest first */
export function versionsPage(
  standing: Standing,
  draft: DesignedDraft,
  versions: readonly ListedVersion[],
): VersionsPage {
  const { t } = standing;
  return {
    ...designFrame(standing, draft, { heading: t('versions.title') }),
    back: { href: designPath(draft.slug, '/publish'), label: t('publish.title') },
    none: versions.length === 0 ? t('versions.none') : null,
    versions: versions
      .map((version, index) => versionRow(draft.slug, version, versions[index - 1] ?? null, t))
      .reverse(),
  };
}

function versionRow(
  slug: string,
  version: ListedVersion,
  before: ListedVersion | null,
  t: Translate,
): VersionRow {
  const { number, definition, publishedAt, publishedBy, waves } = version;
  const params = { date: momentIn(t, publishedAt), name: publishedBy };
  return {
    id: `version-${number}`,
    heading: t('versions.heading', { version: number }),
    published: t(publishedBy === '' ? 'versions.published.nobody' : 'versions.published', params),
    waves: waves.length === 0 ? null : t('versions.waves', { waves: formats(t.locale).list(waves) }),
    first: before === null ? t('versions.first') : null,
    changes:
      before === null
        ? null
        : changesView(before.definition, definition, t('versions.changes', { version: number }), t),
    index:
      before === null
        ? []
        : indexChanges(before.definition, definition).map((change) => t(`series.index.${change}`)),
    decisions: before === null ? null : decisionsOf(version, before, t),
    json: {
      href: designPath(slug, `/versions/${number}/questionnaire.json`),
      label: t('versions.json', { version: number }),
    },
  };
}

function decisionsOf(
  { definition, decisions }: ListedVersion,
  before: ListedVersion,
  t: Translate,
): VersionRow['decisions'] {
  if (decisions.length === 0) return null;
  const name = seriesNames(before.definition, definition, t);
  return {
    caption: t('versions.decisions'),
    columns: [
      t('versions.decisions.item'),
      t('versions.decisions.decision'),
      t('versions.decisions.reason'),
      t('versions.decisions.by'),
      t('versions.decisions.at'),
    ],
    rows: decisions.map(({ item, continues, reason, decidedBy, decidedAt }) => ({
      item: name(item),
      cells: [
        t(continues ? 'versions.decisions.continues' : 'versions.decisions.ends'),
        reason,
        decidedBy || t('versions.commandLine'),
        momentIn(t, decidedAt),
      ],
    })),
  };
}
