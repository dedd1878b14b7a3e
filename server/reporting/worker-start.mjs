// A thread does not inherit the loader that reads TypeScript where Node cannot read it itself (before 22.18).
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
