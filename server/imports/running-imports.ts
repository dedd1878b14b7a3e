import type { FrameImport, FrameImportDependencies, ImportedFrame } from './import-frame.ts';
import { type ListReaders, readersHere } from './list-threads.ts';
import type { FileProblems } from './problems.ts';

/** An import of a customer list that somebody began in the studio, as far as it is. */
export interface RunningImport {
  readonly id: string;
  readonly surveyId: string;
  readonly key: string;
  readonly fileName: string;
  /** Who began it. */
  readonly personId: string;
  /** Rows read so far, of the pass it is in. */
  readonly rows: number;
  /** How many customers there are, once they are counted. */
  readonly customers: number | null;
  readonly step: 'checking' | 'storing' | 'tidying' | 'done' | 'cancelled' | 'refused' | 'failed';
  readonly problems: FileProblems | null;
  readonly refusal: string | null;
  readonly imported: ImportedFrame | null;
}

type Change = Partial<Omit<RunningImport, 'id'>>;

/** The imports of this server. What it left halfway when it ended is usable by nobody, and removed at the next start. */
export interface RunningImports {
  begin(
    what: FrameImport & { readonly personId: string },
    deps: Omit<FrameImportDependencies, 'onProgress' | 'onStep' | 'signal'>,
    whenOver: () => Promise<void>,
  ): RunningImport;
  /** Those of a survey, the latest first; what is over stays until the next one of its key begins. */
  of(surveyId: string): readonly RunningImport[];
  cancel(surveyId: string, id: string): boolean;
  /** Resolves when none is running. */
  settled(): Promise<void>;
}

export function createRunningImports(
  reportFailure: (failure: { reference: string; error: unknown }) => void,
  { importFrame }: Pick<ListReaders, 'importFrame'> = readersHere,
): RunningImports {
  const imports = new Map<
    string,
    { state: RunningImport; controller: AbortController; over: Promise<void> }
  >();

  async function run(
    id: string,
    what: FrameImport,
    deps: FrameImportDependencies,
    whenOver: () => Promise<void>,
  ): Promise<void> {
    const change = (change: Change) => {
      const known = imports.get(id);
      if (known !== undefined) known.state = { ...known.state, ...change };
    };
    try {
      const outcome = await importFrame(
        {
          ...deps,
          onProgress: (rows) => change({ rows }),
          onStep: ({ step, customers }) => change({ step, customers, rows: 0 }),
        },
        what,
      );
      if (outcome === 'cancelled') change({ step: 'cancelled' });
      else if (typeof outcome === 'string') change({ step: 'refused', refusal: outcome });
      else if ('problems' in outcome) change({ step: 'refused', problems: outcome.problems });
      else change({ step: 'done', imported: outcome });
    } catch (error) {
      reportFailure({ reference: id.slice(0, 8), error });
      change({ step: 'failed' });
    } finally {
      await whenOver();
    }
  }

  return {
    begin(what, deps, whenOver) {
      const { surveyId, key, personId, source } = what;
      for (const [id, { state }] of imports)
        if (state.surveyId === surveyId && state.key === key && isOver(state)) imports.delete(id);
      const id = deps.createId();
      const state: RunningImport = {
        id,
        surveyId,
        key,
        personId,
        fileName: source.name,
        rows: 0,
        customers: null,
        step: 'checking',
        problems: null,
        refusal: null,
        imported: null,
      };
      const controller = new AbortController();
      const known = { state, controller, over: Promise.resolve() };
      imports.set(id, known);
      known.over = run(id, what, { ...deps, signal: controller.signal }, whenOver);
      return state;
    },
    of: (surveyId) =>
      [...imports.values()]
        .map(({ state }) => state)
        .filter((each) => each.surveyId === surveyId)
        .reverse(),
    cancel(surveyId, id) {
      const known = imports.get(id);
      if (known === undefined || known.state.surveyId !== surveyId || isOver(known.state)) return false;
      known.controller.abort();
      return true;
    },
    async settled() {
      await Promise.all([...imports.values()].map(({ over }) => over));
    },
  };
}

/** Whether nothing more will come of an import. */
export function isOver({ step }: RunningImport): boolean {
  return step === 'done' || step === 'cancelled' || step === 'refused' || step === 'failed';
}
