using ParallelGen;
using WebServer.Risky;

namespace WebServer;

/// <summary>The server: three requests that may go wrong in a way that no <c>catch</c> can deal with, and one that tells how the pool is.</summary>
internal static class Api
{
    internal static WebApplication Create(ProcessPool pool, string url)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddSingleton(pool);

        WebApplication server = builder.Build();
        RouteGroupBuilder risky = server.MapGroup("/").AddEndpointFilter<PoolProblems>();
        // The token is set when the client goes away: then nobody needs the answer, and the worker is free again.
        risky.MapPost("/search", (SearchRequest request, ProcessPool pool, CancellationToken cancellationToken) =>
            pool.CountMatchesAsync(request.Pattern, request.Text, cancellationToken));
        risky.MapPost("/evaluate", (EvaluateRequest request, ProcessPool pool, CancellationToken cancellationToken) =>
            pool.EvaluateAsync(request.Formula, cancellationToken));
        risky.MapPost("/preview", (PreviewRequest request, ProcessPool pool, CancellationToken cancellationToken) =>
            pool.RenderPreviewAsync(request.Seed, request.Pixels, cancellationToken));
        server.MapGet("/health", (ProcessPool pool) => Health.Of(pool.GetStatistics()));
        return server;
    }
}
