using ParallelGen.Supervision;

namespace ParallelGen.Tests.Supervision;

/// <summary>Random events against a model that is written down apart: what each worker is, and what must hold of all of them.</summary>
public sealed class WorkerPlacesTests
{
    private enum Life
    {
        Starting,
        Ready,
        Leaving,
        Gone,
    }

    [Fact]
    public void Whatever_happens_a_served_place_is_never_given_up_for_a_successor_that_is_not_ready()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var model = new Model(new Random(seed), seed);
            for (int step = 0; step < 300; step++)
                model.Step();
        }
    }

    [Fact]
    public void One_worker_replaces_each_that_crashed_or_is_worn_and_none_replaces_what_never_was_ready_or_left_idle()
    {
        var places = new WorkerPlaces<Worker>(1);
        places.Remove(0, Take());                      // a start in vain
        Assert.False(IsReplacement(out Worker first)); // the first
        Assert.True(places.TryVacate(0, first));
        places.Remove(0, first);                       // it idled
        Assert.False(IsReplacement(out Worker second));
        places.Remove(0, second);                      // it crashed, and so did the start after it
        places.Remove(0, Take());
        Assert.True(IsReplacement(out Worker third));
        var successor = new Worker(0, isSuccessor: true);
        places.Succeed(0, successor);                  // it is worn
        places.OnReady(0, successor, out bool replaces);
        Assert.True(replaces);
        places.Remove(0, third);
        var last = new Worker(0, isSuccessor: true);
        places.Succeed(0, last);
        places.Remove(0, successor);                   // it crashed before its successor was ready
        places.OnReady(0, last, out replaces);
        Assert.True(replaces);

        Worker Take()
        {
            var worker = new Worker(0, isSuccessor: false);
            places.Take(0, worker);
            return worker;
        }

        bool IsReplacement(out Worker worker)
        {
            worker = Take();
            places.OnReady(0, worker, out bool replaces);
            return replaces;
        }
    }

    private sealed class Worker(int id, bool isSuccessor)
    {
        public int Id => id;

        public Life Life { get; set; }

        public bool IsSuccessor { get; set; } = isSuccessor;
    }

    private sealed class Model(Random random, int seed)
    {
        private readonly WorkerPlaces<Worker> _places = new(1 + (seed % 4));
        private readonly List<Worker> _alive = [];
        private readonly HashSet<int> _owed = []; // places whose last worker that was ready ended uninvited

        public void Step()
        {
            int ready = _places.Ready;
            switch (random.Next(6))
            {
                case 0 when Vacant() is { } id:
                    var started = new Worker(id, isSuccessor: false);
                    _places.Take(id, started);
                    _alive.Add(started);
                    break;
                case 1 when Pick(worker => worker.Life is Life.Ready) is { } worn:
                    bool hasSuccessor = SuccessorOf(worn.Id) is not null;
                    Assert.Equal(!hasSuccessor, _places.CanSucceed(worn.Id, worn));
                    if (hasSuccessor)
                        break;
                    var successor = new Worker(worn.Id, isSuccessor: true);
                    _places.Succeed(worn.Id, successor);
                    _alive.Add(successor);
                    break;
                case 2 or 3 when Pick(worker => worker.Life is Life.Starting) is { } starting:
                    BecomeReady(starting, ready);
                    break;
                case 4 when Pick(worker => worker.Life is Life.Ready) is { } idle:
                    bool mayLeave = SuccessorOf(idle.Id) is null;
                    Assert.Equal(mayLeave, _places.TryVacate(idle.Id, idle));
                    if (mayLeave)
                        idle.Life = Life.Leaving;
                    break;
                case 5 when Pick(static _ => true) is { } gone:
                    End(gone);
                    break;
            }
            Check();
        }

        private void BecomeReady(Worker worker, int ready)
        {
            Worker? before = worker.IsSuccessor ? HolderOf(worker.Id) : null;
            Assert.Same(before, _places.OnReady(worker.Id, worker, out bool replaces));
            Assert.Equal(_owed.Remove(worker.Id) || before is not null, replaces);
            Assert.True(_places.Ready >= ready);
            if (before is not null)
                before.Life = Life.Leaving;
            worker.Life = Life.Ready;
            worker.IsSuccessor = false;
        }

        private void End(Worker worker)
        {
            Worker? successor = SuccessorOf(worker.Id);
            Departure expected = worker.Life is Life.Leaving ? Departure.Expected
                : worker.IsSuccessor ? Departure.OfSuccessor
                : successor is null ? Departure.OfHolder
                : Departure.Expected;
            Assert.Equal(expected, _places.Remove(worker.Id, worker));
            if (worker.Life is Life.Ready)
                _owed.Add(worker.Id);
            if (worker.Life is not Life.Leaving && !worker.IsSuccessor && successor is not null)
                successor.IsSuccessor = false; // it holds the place before it is ready
            worker.Life = Life.Gone;
            _alive.Remove(worker);
        }

        private void Check()
        {
            Assert.Equal(_alive.ToHashSet(), [.. _places.All]);
            Assert.Equal(_alive.Count, _places.All.Count);
            Worker[] holders = [.. _alive.Where(worker => worker.Life is not Life.Leaving && !worker.IsSuccessor)];
            Assert.Equal(holders.Length, holders.Select(worker => worker.Id).Distinct().Count());
            Assert.Equal(holders.Length, _places.Held);
            Assert.Equal(holders.Count(worker => worker.Life is Life.Ready), _places.Ready);
            for (int id = 0; id < _places.Count; id++)
            {
                Assert.Equal(HolderOf(id) is null, _places.IsVacant(id));
                Assert.Equal(HolderOf(id) is { Life: Life.Ready } holder ? holder : null, _places.ReadyHolder(id));
                if (SuccessorOf(id) is not null)
                    Assert.NotNull(HolderOf(id));
            }
        }

        private int? Vacant()
        {
            int id = random.Next(_places.Count);
            return _places.IsVacant(id) ? id : null;
        }

        private Worker? Pick(Func<Worker, bool> condition)
        {
            Worker[] fitting = [.. _alive.Where(condition)];
            return fitting.Length == 0 ? null : fitting[random.Next(fitting.Length)];
        }

        private Worker? HolderOf(int id) => _alive.Find(worker => worker.Id == id && worker.Life is not Life.Leaving && !worker.IsSuccessor);

        private Worker? SuccessorOf(int id) => _alive.Find(worker => worker.Id == id && worker.IsSuccessor);
    }
}
