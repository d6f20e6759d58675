namespace Jmirror.Provisioning.Api;

/// <summary>The one table of what the API can do: routes and OpenAPI document are both made from it.</summary>
internal static class ApiOperations
{
    /// <summary>All operations, over the services of a run.</summary>
    public static IReadOnlyList<ApiOperation> Of(ApiServices services)
    {
        List<ApiOperation> operations =
        [
            .. new MirrorOperations(services).All,
            .. new SubscriberOperations(services).All,
            .. new EventOperations(services).All,
            .. new RunOperations(services).All,
        ];
        operations.Add(
            new ApiOperation(
                "GET",
                "/v1/openapi.json",
                "showOpenApi",
                "Describes this API (OpenAPI 3.1).",
                context =>
                    JsonAnswer.Write(
                        context,
                        200,
                        json => OpenApiDocument.Write(json, operations, services.Version)
                    )
            )
            {
                Answers = [new(200, "The description.", "OpenApi")],
            }
        );
        return operations;
    }
}
