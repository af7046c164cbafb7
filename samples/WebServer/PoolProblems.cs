using ParallelGen;

namespace WebServer;

/// <summary>What a client is told when its request failed in the pool: each way to fail has a status of its own.</summary>
internal sealed class PoolProblems : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception exception) when (Describe(exception) is (int status, string title))
        {
            return Results.Problem(statusCode: status, title: title);
        }
    }

    private static (int Status, string Title)? Describe(Exception exception) => exception switch
    {
        CallTimeoutException { MayHaveRun: false } => (StatusCodes.Status503ServiceUnavailable, "The server is busy; try again later."),
        CallTimeoutException timeout => (StatusCodes.Status504GatewayTimeout, $"The request ran longer than {timeout.Timeout.TotalMilliseconds} ms, and was ended."),
        WorkerCrashedException crash => (StatusCodes.Status502BadGateway, $"The request took its process with it ({crash.Signal ?? $"exit code {crash.ExitCode}"})."),
        FormatException wrong => (StatusCodes.Status400BadRequest, wrong.Message),
        RemoteCallException wrong => (StatusCodes.Status400BadRequest, wrong.RemoteMessage),
        _ => null,
    };
}
