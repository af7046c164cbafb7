using System.Collections.Immutable;
using System.Net;
using System.Numerics;

namespace EndToEnd.Tests.Types.Cluster;

// As container orchestrators have them: deep objects, maps of labels, either-or parts, conditions.

public sealed record ObjectMeta
{
    public string Name { get; init; } = "";
    public string? Namespace { get; init; }
    public Guid Uid { get; init; }
    public ulong Generation { get; init; }
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;
    public IReadOnlyDictionary<string, string?>? Annotations { get; init; }
    public ImmutableArray<OwnerReference> Owners { get; init; } = [];
}

public sealed record OwnerReference(string Kind, string Name, Guid Uid, bool? Controller);

public sealed record Resource<TSpec, TStatus>(string ApiVersion, ObjectMeta Metadata, TSpec Spec, TStatus? Status)
    where TStatus : class;

public sealed record PodSpec(ImmutableList<Container> Containers, string? NodeName, IReadOnlySet<string>? Tolerations, int? GraceSeconds);

public sealed record Container
{
    public required string Name { get; init; }
    public required string Image { get; init; }
    public string[]? Command { get; init; }
    public List<EnvironmentVariable>? Env { get; init; }
    public Dictionary<string, Quantity>? Limits { get; init; }
    public Probe? Liveness { get; init; }
    public IReadOnlyCollection<ContainerPort> Ports { get; init; } = [];
}

public sealed record EnvironmentVariable(string Name, string? Value, (string Secret, string Key)? From);

public readonly record struct Quantity(BigInteger Value, string Suffix);

public readonly record struct ContainerPort(ushort Port, ushort? HostPort, Protocol Protocol);

public enum Protocol : ushort
{
    Tcp,
    Udp = 17,
}

public abstract record Probe
{
    private Probe()
    {
    }

    public int PeriodSeconds { get; init; }

    public sealed record Http(string Path, ushort Port, Dictionary<string, string>? Headers) : Probe;

    public sealed record Command(string[] Line) : Probe;

    public sealed record Tcp(ushort Port) : Probe;
}

public sealed record PodStatus(string Phase, IPAddress? PodIP, List<Condition> Conditions, DateTimeOffset? Started);

public sealed record Condition(string Type, bool? Status, string? Reason, DateTime LastTransition);

public sealed record DeploymentSpec(int Replicas, Selector Selector, PodSpec Template, Strategy Strategy);

public sealed record Selector(Dictionary<string, string> MatchLabels, List<(string Key, string Operator, string[] Values)> MatchExpressions);

public sealed record Strategy(string Type, double? MaxSurge, Half? MaxUnavailable);

public sealed record NodeInfo(string Name, IPEndPoint Kubelet, Version Kernel, Int128 Memory, UInt128 Disk, System.Collections.BitArray Cores);
