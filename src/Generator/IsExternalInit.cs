namespace System.Runtime.CompilerServices;

// The compiler looks for it where a record has init accessors; netstandard2.0 lacks it.
internal static class IsExternalInit;
