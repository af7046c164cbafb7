using System.Threading;
using ParallelGen;


internal static class Global
{
    [RunInProcessPool]
    internal static int Twice(int pool, int items) => pool + items;
}

namespace @class.Outer
{
    public partial class Home
    {
        public interface INested
        {
            [RunInProcessPool]
            static int @void(int @int, string @string, object_ options, CancellationToken @this) => @int + @string.Length + options.X;
        }

        protected internal record struct Inner(int X)
        {
            [RunInProcessPool(Name = "Décode")]
            internal static Inner Größe(Inner x, string cancellationToken, int options, int pool) =>
                new(x.X + cancellationToken.Length + options + pool);
        }
    }

    public class object_
    {
        public int X { get; set; }
    }

    public class Under_score
    {
        [RunInProcessPool]
        public static int Async(int Item2, int Rest) => Item2 + Rest;

        [RunInProcessPool]
        protected internal static string FetchAsync(string arguments, string call, string writer, string reader, string result, string index) =>
            arguments + call + writer + reader + result + index;
    }

    public class Home_INested
    {
        [RunInProcessPool]
        public static int Joined(int x) => x;
    }

    public class under_score
    {
        [RunInProcessPool]
        public static int Same(int x) => x;
    }
}
