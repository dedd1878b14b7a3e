import type { Database } from '#db/database.ts';
import type { Wave } from '#db/tables.ts';
import { noteEvent } from '../actions/keep-event.ts';
import { enterIndex } from '../actions/keep-index.ts';
import { beginMeasure, type MeasureWish } from '../actions/keep-measure.ts';
import { recorderFor } from '../people/recorder.ts';
import { chinaOffset, type Quarter } from './calendar.ts';

const day = 24 * 60 * 60 * 1000;
const by = '演示数据 · demonstration';

/**
 * What the invented company does about its answers, what happened meanwhile, and a figure to set beside them, all made up. One
 * measure is behind a change that the answers truly hold, one changes nothing, one is still under way.
 */
export async function loadImprovements(
  deps: { readonly db: Database; readonly now: () => Date; readonly createId: () => string },
  survey: { readonly id: string },
  quarters: readonly Quarter[],
  waves: readonly Wave[],
): Promise<void> {
  const doing = { ...deps, record: recorderFor(deps, 'command line') };
  const on = (quarter: number, edge: 'opensAt' | 'closesAt', days: number) =>
    dayInChina((quarters[quarter]?.[edge] ?? 0) + days * day);
  for (const event of eventsOf(on)) await noteEvent(doing, survey, event, by);
  for (const { need, ...measure } of measuresOf(on)) {
    const wish = { ownerId: null, waveId: waves[need]?.id ?? null, ...measure };
    await beginMeasure(doing, survey, wish, by);
  }
  const last = quarters.at(-1);
  await enterIndex(
    doing,
    {
      name: '示例行业指数 · Example industry index',
      industry: '快递 · Parcel delivery',
      country: '中国 · China',
      period: last?.key ?? '',
      endedOn: dayInChina(last?.closesAt ?? 0),
      value: 76.4,
      scaleMin: 0,
      scaleMax: 100,
      source: '演示数据，并非任何机构发布 · Demonstration data, published by nobody',
      sourceUrl: '',
    },
    by,
  );
}

/** A day some days after a quarter's asking began or ended. */
type On = (quarter: number, edge: 'opensAt' | 'closesAt', days: number) => string;

function eventsOf(on: On) {
  return [
    {
      happenedOn: on(1, 'closesAt', 12),
      text: { 'zh-CN': '燃油附加费上调（演示）', en: 'Fuel surcharge raised (demonstration)' },
      scope: '',
    },
    {
      happenedOn: on(3, 'opensAt', -20),
      text: {
        'zh-CN': '业务量创新高，分拣中心超负荷（演示）',
        en: 'Record volume, sorting centres overloaded (demonstration)',
      },
      scope: '华东 · East',
    },
  ];
}

function measuresOf(
  on: On,
): readonly (Omit<MeasureWish, 'ownerId' | 'waveId'> & { readonly need: number })[] {
  return [
    {
      title: '更换投递员工装 · New dress for couriers',
      description: '演示数据 · Demonstration data',
      owner: '行政部 赵磊 · Zhao Lei, administration',
      target: 'dress',
      need: 0,
      status: 'done',
      startOn: on(0, 'closesAt', 6),
      dueOn: on(0, 'closesAt', 60),
      doneOn: on(0, 'closesAt', 55),
    },
    {
      title: '每件投诉由一人负责到底 · One person answers for each complaint',
      description: '演示数据 · Demonstration data',
      owner: '客服部 刘芳 · Liu Fang, customer service',
      target: 'afterSalesService',
      need: 1,
      status: 'done',
      startOn: on(1, 'closesAt', 4),
      dueOn: on(1, 'closesAt', 45),
      doneOn: on(1, 'closesAt', 40),
    },
    {
      title: '华东增设分拣线 · More sorting lines in the east',
      description: '演示数据 · Demonstration data',
      owner: '运营部 陈刚 · Chen Gang, operations',
      target: 'performance',
      need: 3,
      status: 'running',
      startOn: on(3, 'opensAt', 12),
      dueOn: on(3, 'opensAt', 100),
      doneOn: null,
    },
  ];
}

function dayInChina(at: number): string {
  return new Date(at + chinaOffset).toISOString().slice(0, 10);
}
