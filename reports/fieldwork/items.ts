import type { Definition } from '#surveys/definition.ts';
import { hasAnswered, type WaveDataset } from '../dataset.ts';

/** How often a rated question was left without a point by those who answered. */
export interface ItemFieldwork {
  /** The key of the item, or of another rated question. */
  readonly key: string;
  readonly kind: 'pair' | 'scale' | 'recommend';
  /** How many answered the questionnaire, wholly or in part. */
  readonly answers: number;
  /** How many said "not applicable", or had no experience. */
  readonly notApplicable: number;
  /** How many said nothing: passed it over, did not come to it, or were not asked. */
  readonly unanswered: number;
  readonly notApplicableShare: number | null;
  readonly unansweredShare: number | null;
  /** Whether not everybody is asked, so that saying nothing may be no passing over. */
  readonly isConditional: boolean;
}

/**
 * Which rated questions are skipped or "not applicable", in the order of the questionnaire. Of a pair the perception tells: who has
 * not experienced something need not say what was expected.
 */
export function itemsSkipped(
  { pages }: Definition,
  { outcomes, withoutPoint }: Pick<WaveDataset, 'outcomes' | 'withoutPoint'>,
): readonly ItemFieldwork[] {
  const answers = outcomes.reduce(
    (sum, counts) => sum + counts.reduce((of, count, place) => of + (hasAnswered(place) ? count : 0), 0),
    0,
  );
  const share = (count: number) => (answers === 0 ? null : count / answers);
  const endsEarly = pages.findIndex(({ endIf }) => endIf.length > 0);
  return pages.flatMap((page, place) =>
    page.questions.flatMap((question): ItemFieldwork[] => {
      const { key, kind, showIf } = question;
      if (kind !== 'pair' && kind !== 'scale' && kind !== 'recommend') return [];
      const counted = withoutPoint.get(`${kind === 'pair' ? 'perception' : 'rating'}:${key}`);
      const { unanswered = 0, notApplicable = 0 } = counted ?? {};
      return [
        {
          key,
          kind,
          answers,
          notApplicable,
          unanswered,
          notApplicableShare: share(notApplicable),
          unansweredShare: share(unanswered),
          isConditional:
            showIf !== undefined || page.showIf !== undefined || (endsEarly >= 0 && place > endsEarly),
        },
      ];
    }),
  );
}
