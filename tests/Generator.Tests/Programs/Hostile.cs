using ParallelGen;

namespace App
{
    public class String;
    public class Task;
    public class Exception;
    public class Object;
    public class Codec { public int X { get; set; } }
    public class Methods { public int X { get; set; } }

    namespace System
    {
        public class Span;
        public class Int32;

        public static class Work
        {
            [RunInProcessPool]
            public static string Join(string left, int right, Codec codec, Methods methods) => left + right;
        }
    }

    namespace ParallelGen
    {
        public class ProcessPool;

        public static class Deep
        {
            [RunInProcessPool]
            public static global::System.Threading.Tasks.Task<int?> Count(decimal amount) =>
                global::System.Threading.Tasks.Task.FromResult<int?>((int)amount);
        }
    }
}

namespace ParallelGen.Foo
{
    public class Generated;

    public static class Near
    {
        [RunInProcessPool]
        public static nint Add(nint left, nuint right) => left + (nint)right;
    }
}
