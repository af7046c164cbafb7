// What a measuring process says to the race, and the little that it hears.
import { once } from 'node:events';

/** A figure, or a word such as 'hangs' where there is none. */
export const figure = (row, value) => console.log(`FIGURE ${row} ${value}`);

/** Has the race look at this process and its workers from outside; settles when it has seen enough. */
export const letLook = async (row, workers = []) => {
  console.log(['LOOK', row, process.pid, ...workers].join(' '));
  await once(process.stdin, 'data');
};
