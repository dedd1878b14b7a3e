// A thread does not inherit the loader that reads TypeScript where Node cannot read it itself (before 22.18).
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
