import { RunningWork } from '../running-work.ts';
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
  const imports = new RunningWork<RunningImport>(isOver, reportFailure);
  return {
    begin(what, deps, whenOver) {
      const { surveyId, key, personId, source } = what;
      for (const state of imports.of(surveyId)) {
        if (state.key === key && isOver(state)) imports.forget(state.id);
      }
      const state: RunningImport = {
        id: deps.createId(),
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
      return imports.begin(state, { step: 'failed' }, async (change, signal) => {
        try {
          const outcome = await importFrame(
            {
              ...deps,
              signal,
              onProgress: (rows) => change({ rows }),
              onStep: ({ step, customers }) => change({ step, customers, rows: 0 }),
            },
            what,
          );
          if (outcome === 'cancelled') change({ step: 'cancelled' });
          else if (typeof outcome === 'string') change({ step: 'refused', refusal: outcome });
          else if ('problems' in outcome) change({ step: 'refused', problems: outcome.problems });
          else change({ step: 'done', imported: outcome });
        } finally {
          await whenOver();
        }
      });
    },
    of: (surveyId) => imports.of(surveyId),
    cancel: (surveyId, id) => imports.cancel(surveyId, id),
    settled: () => imports.settled(),
  };
}

/** Whether nothing more will come of an import. */
export function isOver({ step }: RunningImport): boolean {
  return step === 'done' || step === 'cancelled' || step === 'refused' || step === 'failed';
}
