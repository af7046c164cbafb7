using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

/// <summary>Random events against the promises of supervision, and against a model of who is what.</summary>
public sealed class StaffTests
{
    [Fact]
    public void Whatever_happens_the_promises_of_supervision_hold()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            var pool = new Pool(seed);
            for (int step = 0; step < 300; step++)
                pool.Step();
        }
    }

    private enum Life
    {
        Starting,
        Appointed, // a spare that has not heard of it yet
        Ready,
        Leaving,
    }

    private sealed class Worker
    {
        public int Id { get; set; }

        public Life Life { get; set; }

        public bool IsSpare => Id == Staff<Worker>.SpareId;

        public bool IsSuccessor { get; set; }
    }

    private sealed class Pool : IWorkerMaker<Worker>
    {
        private readonly Random _random;
        private readonly ProcessPoolOptions _options;
        private readonly Staff<Worker> _staff;
        private readonly List<Worker> _alive = [];
        private readonly int[] _generations;
        private readonly List<TimeSpan> _failures = [];
        private TimeSpan? _firstKilled;
        private TimeSpan _now = TimeSpan.FromDays(1);
        private bool _isUsed;
        private bool _isStopped;
        private bool _succeeds; // the next worker that is made is a successor

        public Pool(int seed)
        {
            _random = new Random(seed);
            int count = 1 + _random.Next(4);
            _options = new ProcessPoolOptions
            {
                WorkerCount = count,
                MinWorkerCount = _random.Next(2) == 0 ? null : _random.Next(count + 1),
                SpareWorkers = _random.Next(3),
                StartTimeout = TimeSpan.FromSeconds(20),
            };
            _generations = new int[count];
            _staff = new Staff<Worker>(_options, this);
        }

        private IEnumerable<Worker> Holders => _alive.Where(worker => worker is { IsSpare: false, IsSuccessor: false, Life: not Life.Leaving });

        private int Ready => Holders.Count(worker => worker.Life is Life.Ready);

        private int Spares => _alive.Count(worker => worker.IsSpare);

        public void Step()
        {
            int ready = Ready;
            switch (_random.Next(12))
            {
                case 0:
                    bool begins = !_isUsed && !_isStopped;
                    if (begins)
                        Forget();
                    Assert.Equal(begins, _staff.TryUse());
                    _isUsed |= begins;
                    break;
                case 1 or 2 or 3 when Pick(worker => worker.Life is Life.Starting or Life.Appointed) is { } started:
                    BecomeReady(started);
                    Assert.True(Ready >= ready, "a place lost its worker to one that became ready");
                    break;
                case 4 when Pick(worker => worker.Life is not Life.Starting) is { } gone:
                    End(gone);
                    break;
                case 5 or 6 when Pick(worker => worker.Life is Life.Starting) is { } failed:
                    Fail(failed, wasKilled: _random.Next(2) == 0);
                    break;
                case 7 when Pick(worker => !worker.IsSpare) is { } worn:
                    bool mayBeSucceeded = !_isStopped && worn is { Life: Life.Ready, IsSuccessor: false } && SuccessorOf(worn.Id) is null;
                    _succeeds = mayBeSucceeded;
                    _staff.OnWorn(worn.Id, worn);
                    Assert.Equal(ready, Ready); // it goes on meanwhile
                    Assert.False(_succeeds, "a worn worker has no successor");
                    break;
                case 8:
                    Dismiss();
                    break;
                case 9:
                    _staff.Grow(_random.Next(5));
                    break;
                case 10 when _isUsed:
                    _staff.Complete();
                    break;
                case 11 when _random.Next(100) == 0:
                    _staff.Stop();
                    _isStopped = true;
                    break;
                default:
                    _now += TimeSpan.FromSeconds(_random.Next(5));
                    break;
            }
            Check();
        }

        public Worker Start(int id, int generation, TimeSpan pause)
        {
            Assert.False(_isStopped, "a worker is started after the end");
            Assert.True(pause >= TimeSpan.Zero);
            var worker = new Worker { Id = id };
            if (worker.IsSpare)
                Assert.True(Spares < _options.SpareWorkers, "a spare too many");
            else
                Place(worker, id, generation);
            _alive.Add(worker);
            return worker;
        }

        public void Appoint(Worker spare, int id, int generation)
        {
            Assert.True(spare is { IsSpare: true, Life: Life.Ready });
            spare.Id = id;
            spare.Life = Life.Appointed;
            Place(spare, id, generation);
        }

        private void Place(Worker worker, int id, int generation)
        {
            Assert.Equal(_generations[id]++, generation);
            worker.IsSuccessor = _succeeds;
            _succeeds = false;
        }

        private void BecomeReady(Worker worker)
        {
            if (worker.IsSpare)
            {
                worker.Life = Life.Ready;
                Assert.Equal(!_isStopped, _staff.OnSpareReady(worker));
                return;
            }
            Worker? before = worker.IsSuccessor ? Holders.Single(holder => holder.Id == worker.Id) : null;
            worker.Life = Life.Ready;
            worker.IsSuccessor = false;
            Forget();
            before?.Life = Life.Leaving;
            Assert.Same(before, _staff.OnReady(worker.Id, worker, out _));
            if (!_isStopped && Holders.All(holder => holder.Life is Life.Ready))
                Assert.Equal(_options.SpareWorkers, Spares);
        }

        private void End(Worker worker)
        {
            bool hadPlace = !worker.IsSpare;
            Remove(worker);
            Assert.Equal(hadPlace, _staff.OnEnded(worker.Id, worker));
        }

        private void Fail(Worker worker, bool wasKilled)
        {
            StartFailure expected = StartFailure.TriedAgain;
            bool counts = worker is { IsSpare: false, IsSuccessor: false } && !_isStopped;
            // What the next would do, too, is not tried again.
            bool isFinal = !wasKilled && _random.Next(8) == 0;
            if (counts && wasKilled)
                _firstKilled ??= _now;
            else if (counts && !isFinal)
                NoteFailure();
            Remove(worker);
            bool givesUp = counts && (isFinal || (wasKilled ? _now - _firstKilled >= _options.StartTimeout : _failures.Count >= 5 || _now - _failures[0] >= _options.StartTimeout));
            if (givesUp)
            {
                expected = Holders.Any() ? StartFailure.GivenUp : StartFailure.GivenUpByAll;
                _isUsed = false;
            }
            Assert.Equal(expected, _staff.OnStartFailed(worker.Id, worker, _now, wasKilled, isFinal));
        }

        private void NoteFailure()
        {
            // Longer than a start and the longest pause: they are not in a row.
            if (_failures.Count > 0 && _now - _failures[^1] > _options.StartTimeout + TimeSpan.FromSeconds(10))
                _failures.Clear();
            _failures.Add(_now);
        }

        // Its successor has the place, even before it is ready; or its replacement will succeed the same worker.
        private void Remove(Worker worker)
        {
            _alive.Remove(worker);
            _succeeds = worker.IsSuccessor && !_isStopped;
            if (worker is { IsSpare: false, IsSuccessor: false, Life: not Life.Leaving } && SuccessorOf(worker.Id) is { } successor)
                successor.IsSuccessor = false;
        }

        private void Dismiss()
        {
            int least = Math.Min(Ready, _options.MinWorkerCount ?? _options.WorkerCount);
            List<Worker> idle = [.. _alive.Where(_ => _random.Next(2) == 0)];
            foreach (Worker worker in _staff.DismissIdle(idle.Contains))
            {
                Assert.True(worker.Life is Life.Ready && idle.Contains(worker) && SuccessorOf(worker.Id) is null);
                worker.Life = Life.Leaving;
            }
            Assert.True(Ready >= least, "too many were dismissed");
        }

        private void Check()
        {
            Assert.False(_succeeds, "a successor is missing");
            Assert.Equal(_alive.Where(worker => !worker.IsSpare).ToHashSet(), [.. _staff.Workers]);
            Assert.Equal(_alive.Where(worker => worker is { IsSpare: true, Life: Life.Ready }).ToHashSet(), [.. _staff.Spares]);
            Assert.Equal(Holders.Count(), Holders.Select(worker => worker.Id).Distinct().Count());
            Assert.True(Spares <= _options.SpareWorkers);
            if (_isUsed && !_isStopped)
                Assert.True(Holders.Count() >= (_options.MinWorkerCount ?? _options.WorkerCount), "a place is vacant");
            Assert.Equal(Ready == _options.WorkerCount, _staff.IsComplete);
            Assert.Equal(_isStopped, _staff.IsStopped);
        }

        private void Forget()
        {
            _failures.Clear();
            _firstKilled = null;
        }

        private Worker? SuccessorOf(int id) => _alive.Find(worker => worker.Id == id && worker.IsSuccessor);

        private Worker? Pick(Func<Worker, bool> condition)
        {
            Worker[] fitting = [.. _alive.Where(condition)];
            return fitting.Length == 0 ? null : fitting[_random.Next(fitting.Length)];
        }
    }
}
