// The pools of Node behind one face, each with two workers: call, callForASecond, close. Each imports only what it needs.
import { fileURLToPath } from 'node:url';

const WORKERS = 2;
const tasks = new URL('./tasks.mjs', import.meta.url).href;
const limits = { filename: tasks, minThreads: WORKERS, maxThreads: WORKERS };

const poolThatAborts = pool => ({
  call: (name, item) => pool.run(item, { name }),
  callForASecond: name => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 1000);
    return pool.run(0, { name, signal: abort.signal });
  },
  close: () => pool.destroy(),
});

export const pools = {
  /** Its workers are threads. */
  piscina: async () => {
    const { Piscina } = await import('piscina');
    return poolThatAborts(new Piscina(limits));
  },

  tinypool: async () => {
    const { Tinypool } = await import('tinypool');
    return poolThatAborts(new Tinypool({ ...limits, runtime: 'child_process', serialization: 'advanced' }));
  },

  workerpool: async () => {
    const { default: workerpool } = await import('workerpool');
    const pool = workerpool.pool(fileURLToPath(new URL('./workerpool-worker.mjs', import.meta.url)), {
      minWorkers: WORKERS,
      maxWorkers: WORKERS,
      workerType: 'process',
      forkOpts: { serialization: 'advanced' },
    });
    return {
      call: (name, item) => pool.exec(name, [item]),
      callForASecond: name => pool.exec(name, [0]).timeout(1000),
      close: () => pool.terminate(true),
    };
  },
};

/** The processes of a pool's workers. */
export const workersOf = async pool =>
  [...new Set(await Promise.all(Array.from({ length: 8 }, () => pool.call('processId'))))];
