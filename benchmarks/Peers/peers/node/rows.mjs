// The measurements: each says its figures.
import { figure, letLook } from './protocol.mjs';
import { workersOf } from './pools.mjs';
import { countPrimes, sharedClock } from './tasks.mjs';

const HANGS_AFTER = 10_000;
const PRIMES_BELOW_TWO_MILLION = 148_933;

const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const quantile = (values, share) => values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const median = values => quantile(values, 0.5);
const sum = values => values.reduce((a, b) => a + b, 0);

const check = (isRight, what) => {
  if (!isRight) throw new Error(`${what} came back wrong`);
};

/** The milliseconds that something takes. */
const timed = async run => {
  const start = performance.now();
  await run();
  return performance.now() - start;
};

/** The milliseconds that something takes, each time; fewer times where it would take too long. */
const repeated = async (times, budget, run) => {
  const milliseconds = [];
  while (milliseconds.length === 0 || milliseconds.length < times && sum(milliseconds) < budget) milliseconds.push(await timed(run));
  return milliseconds;
};

const warm = async pool => {
  for (let i = 0; i < 500; i++) check(await pool.call('increment', i) === i + 1, 'increment');
};

const latency = async ({ make, times }) => {
  const pool = await make();
  await warm(pool);
  const micros = [];
  for (let i = 0; i < times(3_000, 10_000); i++) micros.push(await timed(() => pool.call('increment', i)) * 1e3);
  figure('W1', median(micros));
  figure('W1-p99', quantile(micros, 0.99));
};

const burst = async ({ make, times }) => {
  const pool = await make();
  await warm(pool);
  const calls = times(5_000, 30_000);
  const ms = await timed(() => Promise.all(Array.from({ length: calls }, (_, i) => pool.call('increment', i))));
  figure('W2a', calls / ms * 1e3);
};

const callers = async ({ make, times }) => {
  const pool = await make();
  await warm(pool);
  const count = 8;
  const calls = times(500, 5_000);
  const caller = async () => {
    for (let i = 0; i < calls; i++) await pool.call('increment', i);
  };
  const ms = await timed(() => Promise.all(Array.from({ length: count }, caller)));
  figure('W2a-8callers', count * calls / ms * 1e3);
};

const bandwidth = async ({ make, times }, row, mebibytes, data) => {
  const pool = await make();
  await warm(pool);
  const echo = async () => check((await pool.call('echo', data)).length === data.length, 'echo');
  await echo();
  const milliseconds = await repeated(mebibytes === 1 ? times(30, 100) : times(3, 5), times(600, 5_000), echo);
  figure(row, 2 * mebibytes / median(milliseconds) * 1e3);
};

const records = async ({ make, times }) => {
  const pool = await make();
  const data = Array.from({ length: 1000 }, (_, i) => ({
    id: i, name: 'name-' + String(i).padStart(11, '0'), x: i * 0.5, y: i * 0.25, values: Array.from({ length: 8 }, (_, k) => i + k * 0.1),
  }));
  const echo = async () => check((await pool.call('echo', data)).length === 1000, 'records');
  for (let i = 0; i < 5; i++) await echo();
  figure('W4', 1e6 / median(await repeated(times(60, 200), times(600, 5_000), echo)));
};

const warmStart = async ({ make, times }) => {
  const milliseconds = [];
  for (let i = 0; i <= times(2, 7); i++) {
    const start = performance.now();
    const pool = await make();
    await pool.call('increment', 1);
    milliseconds.push(performance.now() - start);
    await pool.close();
  }
  figure('W5-warm', median(milliseconds.slice(1)));
};

const speedUp = async ({ make, times }) => {
  const pool = await make();
  await warm(pool);
  const ranges = Array.from({ length: 64 }, (_, i) => [i * 31_250, (i + 1) * 31_250]);
  const ratios = [];
  for (let i = 0; i <= times(3, 7); i++) {
    let alone = 0, together = 0;
    const sequential = await timed(() => { alone = sum(ranges.map(countPrimes)); });
    const parallel = await timed(async () => { together = sum(await Promise.all(ranges.map(range => pool.call('countPrimes', range)))); });
    check(alone === together && alone === PRIMES_BELOW_TWO_MILLION, 'countPrimes');
    ratios.push(sequential / parallel);
  }
  figure('W6', median(ratios.slice(1)));
};

const workerMemory = async ({ make }) => {
  const pool = await make();
  await letLook('W7', await workersOf(pool));
};

const killed = async ({ make }) => {
  const pool = await make();
  await warm(pool);
  const workers = await workersOf(pool);
  const count = 10_000;
  const map = Promise.allSettled(Array.from({ length: count }, () => pool.call('spin')));
  await sleep(300);
  const killedAt = sharedClock();
  process.kill(workers[0], 'SIGKILL');
  const settled = await Promise.race([map, sleep(HANGS_AFTER)]);
  if (!settled) {
    figure('W8', 'hangs');
    figure('W8-lost', 'hangs');
    return;
  }
  const stamps = settled.filter(each => each.status === 'fulfilled').map(each => each.value);
  const ofSuccessor = stamps.filter(([worker]) => !workers.includes(worker)).map(([, started]) => started);
  figure('W8', ofSuccessor.length ? Math.min(...ofSuccessor) - killedAt : 'breaks');
  figure('W8-lost', count - stamps.length);
};

const endless = async ({ make }) => {
  const pool = await make();
  await warm(pool);
  const seconds = await timed(() => Promise.race([pool.callForASecond('forever').catch(() => {}), sleep(HANGS_AFTER)])) / 1e3;
  figure('W9', seconds);
  await letLook('W9-core-free');
};

export const rows = {
  'W1': latency,
  'W2a': burst,
  'W2a-8callers': callers,
  'W3-1MiB': stage => bandwidth(stage, 'W3-1MiB', 1, new Uint8Array(1 << 20).fill(7)),
  'W3-64MiB': stage => bandwidth(stage, 'W3-64MiB', 64, new Uint8Array(64 << 20).fill(7)),
  'W3-doubles': stage => bandwidth(stage, 'W3-doubles', 64, new Float64Array(8 << 20).map((_, i) => i)),
  'W4': records,
  'W5-warm': warmStart,
  'W6': speedUp,
  'W7': workerMemory,
  'W8': killed,
  'W9': endless,
};
