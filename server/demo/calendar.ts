import type { LocalizedText } from '#surveys/localized.ts';

/** A quarter of a year in which customers were asked, and the weeks of asking. */
export interface Quarter {
  /** Such as `2026Q3`. */
  readonly key: string;
  readonly label: LocalizedText;
  readonly opensAt: number;
  readonly closesAt: number;
}

const chineseNumerals = ['一', '二', '三', '四'] as const;
const day = 24 * 60 * 60 * 1000;
/** The company is in China, which has one time zone and no summer time. */
export const chinaOffset = 8 * 60 * 60 * 1000;

/** The last `count` quarters that were over at a moment, the earliest first. */
export function quartersBefore(moment: Date, count: number): Quarter[] {
  const inChina = new Date(moment.getTime() + chinaOffset);
  const current = inChina.getUTCFullYear() * 4 + Math.floor(inChina.getUTCMonth() / 3);
  return Array.from({ length: count }, (_, index) => quarterNumbered(current - count + index));
}

/** Customers are asked for sixteen days from the second Monday of the last month of the quarter, at nine. */
function quarterNumbered(quarters: number): Quarter {
  const year = Math.floor(quarters / 4);
  const quarter = quarters % 4;
  const month = Date.UTC(year, quarter * 3 + 2, 1);
  const untilMonday = (8 - new Date(month).getUTCDay()) % 7;
  const opensAt = month + (untilMonday + 7) * day + 9 * 60 * 60 * 1000 - chinaOffset;
  return {
    key: `${year}Q${quarter + 1}`,
    label: { 'zh-CN': `${year} 年第${chineseNumerals[quarter]}季度`, en: `Q${quarter + 1} ${year}` },
    opensAt,
    closesAt: opensAt + 16 * day,
  };
}
