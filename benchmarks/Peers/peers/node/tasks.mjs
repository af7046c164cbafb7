// The work of the race.
const SPIN_MILLISECONDS = 0.2;

export const increment = value => value + 1;

export const echo = data => data;

export const processId = async () => {
  await new Promise(resolve => setTimeout(resolve, 20));
  return process.pid;
};

const isPrime = number => {
  if (number < 2) return false;
  if (number % 2 === 0) return number === 2;
  for (let divisor = 3; divisor * divisor <= number; divisor += 2)
    if (number % divisor === 0) return false;
  return true;
};

export const countPrimes = ([from, to]) => {
  let count = 0;
  for (let number = from; number < to; number++)
    if (isPrime(number)) count++;
  return count;
};

/** A clock that all processes share, in milliseconds. */
export const sharedClock = () => Number(process.hrtime.bigint()) / 1e6;

/** Takes 0.2 ms, and says who did it and when it began. */
export const spin = () => {
  const started = sharedClock();
  const end = performance.now() + SPIN_MILLISECONDS;
  while (performance.now() < end);
  return [process.pid, started];
};

export const forever = () => {
  for (;;);
};
