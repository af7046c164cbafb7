using System.Runtime.InteropServices;

namespace ParallelGen.Supervision.Launch;

/// <summary>How this program was started, to start it again: the host and its own arguments, without the program's.</summary>
internal static partial class HostCommand
{
    private static string[]? s_hostArguments; // they never change

    /// <summary>The executable, and the arguments that come before the program's own (<c>exec --depsfile x app.dll</c>; nothing for an apphost).</summary>
    public static (string FileName, IReadOnlyList<string> Arguments) Get()
    {
        string fileName = Environment.ProcessPath
            ?? throw new WorkerStartException("This process does not know its own executable, so that it can not be started again as a worker. Use ExecutionMode.InProcess.");
        return (fileName, s_hostArguments ??= FindHostArguments());
    }

    private static string[] FindHostArguments()
    {
        string[] program = Environment.GetCommandLineArgs();
        string[] line = ReadCommandLine();
        // The program's own arguments are the last; the first of `program` is the program itself.
        string[] host = line.Length > 1 ? line[1..Math.Max(1, line.Length - (program.Length - 1))] : [];
        // `dotnet bin/app.dll` may have been started in another directory than the worker will be.
        if (host.Length > 0 && program.Length > 0 && !Path.IsPathRooted(host[^1]) && Path.IsPathRooted(program[0])
            && Path.GetFileName(host[^1]) == Path.GetFileName(program[0]))
            host[^1] = program[0];
        return host;
    }

    private static string[] ReadCommandLine()
    {
        if (OperatingSystem.IsWindows())
            return WindowsCommandLine();
        if (OperatingSystem.IsMacOS())
            return MacCommandLine();
        // One NUL ends each argument: an empty last argument must survive.
        string text = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline"));
        return (text.EndsWith('\0') ? text[..^1] : text).Split('\0');
    }

    private static unsafe string[] WindowsCommandLine()
    {
        // The framework's own word for it, Environment.CommandLine, leaves out the host and its arguments.
        char** arguments = CommandLineToArgv(GetCommandLine(), out int count);
        if (arguments is null)
            return [];
        try
        {
            var line = new string[count];
            for (int i = 0; i < count; i++)
                line[i] = new string(arguments[i]);
            return line;
        }
        finally
        {
            LocalFree((nint)arguments);
        }
    }

    // sysctl(KERN_PROCARGS2): the number of arguments, the executable's path, padding, then the arguments.
    private static unsafe string[] MacCommandLine()
    {
        const int ctlKern = 1, kernProcArgs2 = 49;
        int* name = stackalloc int[] { ctlKern, kernProcArgs2, Environment.ProcessId };
        nuint size = 0;
        if (SysCtl(name, 3, null, &size, null, 0) != 0)
            return [];
        byte[] buffer = new byte[(int)size];
        fixed (byte* start = buffer)
        {
            if (SysCtl(name, 3, start, &size, null, 0) != 0)
                return [];
        }
        int count = BitConverter.ToInt32(buffer);
        string[] parts = System.Text.Encoding.UTF8.GetString(buffer, sizeof(int), (int)size - sizeof(int)).Split('\0');
        int first = Array.FindIndex(parts, 1, part => part.Length > 0);
        return first < 0 || first + count > parts.Length ? [] : parts[first..(first + count)];
    }

    [LibraryImport("kernel32", EntryPoint = "GetCommandLineW")]
    private static unsafe partial char* GetCommandLine();

    [LibraryImport("shell32", EntryPoint = "CommandLineToArgvW")]
    private static unsafe partial char** CommandLineToArgv(char* commandLine, out int count);

    [LibraryImport("kernel32")]
    private static partial nint LocalFree(nint memory);

    [LibraryImport("libc", EntryPoint = "sysctl")]
    private static unsafe partial int SysCtl(int* name, uint nameLength, void* oldValue, nuint* oldLength, void* newValue, nuint newLength);
}
