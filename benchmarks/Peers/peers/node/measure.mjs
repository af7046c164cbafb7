// Measures one row of one pool:  node measure.mjs <pool> <row> quick|full
// W5-cold prints the first result of a new pool, and nothing else: the clock runs in the process that started this one.
import { pools } from './pools.mjs';

const [, , name, row, pace] = process.argv;
if (row === 'W5-cold') {
  const pool = await pools[name]();
  console.log(await pool.call('increment', 1));
} else {
  const { rows } = await import('./rows.mjs');
  await rows[row]({ make: pools[name], times: (quick, full) => pace === 'quick' ? quick : full });
  console.log('DONE');
}
process.exit(0); // what a pool leaves behind is ended by the race
