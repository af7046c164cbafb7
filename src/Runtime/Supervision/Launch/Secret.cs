using System.Security.Cryptography;

namespace ParallelGen.Supervision.Launch;

/// <summary>Random bytes that nobody can guess.</summary>
internal static class Secret
{
    public static byte[] Create(int size)
    {
        byte[] bytes = new byte[size];
        if (OperatingSystem.IsWindows())
        {
            RandomNumberGenerator.Fill(bytes);
            return bytes;
        }
        // The kernel's own, without loading a cryptography library before the first call.
        using var random = new FileStream("/dev/urandom", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        random.ReadExactly(bytes);
        return bytes;
    }
}
