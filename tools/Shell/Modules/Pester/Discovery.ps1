<#
    Discovery: a file runs once, and the tree of its blocks and tests is noted down.
#>

$script:block = $null
$script:phase = 'None'

# A place in the tree: a file, a Describe or Context, or an It.
function Get-NewNode {
    param([string] $Kind, [string] $Name, [scriptblock] $ScriptBlock, [hashtable] $Parent)

    @{
        Kind = $Kind
        Name = $Name
        ScriptBlock = $ScriptBlock
        Parent = $Parent
        Children = [System.Collections.Generic.List[hashtable]]::new()
        SetUps = @{}
        Tags = @(if ($Parent) { $Parent.Tags })
        Skip = [bool]($Parent -and $Parent.Skip)
        HasData = $false
        Data = $null
        Result = 'NotRun'
        ErrorRecord = [System.Collections.Generic.List[object]]::new()
        Duration = [timespan]::Zero
        ShouldRun = $false
    }
}

function Add-Node {
    param([string] $Kind, [string] $Name, [scriptblock] $ScriptBlock, [object] $ForEach, [bool] $HasForEach, [string[]] $Tag, [bool] $Skip)

    if ($script:phase -ne 'Discovery') {
        throw [System.InvalidOperationException]::new("$Kind '$Name' stands where nothing is discovered: outside a test file, or inside an It.")
    }
    if ($Kind -eq 'It' -and $script:block.Kind -eq 'File') {
        throw [System.InvalidOperationException]::new("It '$Name' must stand inside a Describe or a Context.")
    }

    # One round without data, or one for each element; an empty list makes none.
    $rounds = @($null)
    if ($HasForEach) {
        $rounds = if ($null -eq $ForEach) { @() } else { @($ForEach) }
    }
    foreach ($data in $rounds) {
        $node = Get-NewNode -Kind $Kind -Name $Name -ScriptBlock $ScriptBlock -Parent $script:block
        $node.Tags += @($Tag | Where-Object { $_ })
        $node.Skip = $node.Skip -or $Skip
        $node.HasData = $HasForEach
        $node.Data = $data
        $script:block.Children.Add($node)
        Invoke-InScope $node {
            $node.Name = Expand-Name $node
            if ($Kind -ne 'It') {
                $outer = $script:block
                $script:block = $node
                try {
                    $null = & $node.ScriptBlock
                }
                finally {
                    $script:block = $outer
                }
            }
        }
    }
}

function Add-SetUp {
    param([string] $Kind, [scriptblock] $ScriptBlock)

    if ($script:phase -ne 'Discovery') {
        throw [System.InvalidOperationException]::new("$Kind stands where nothing is discovered.")
    }
    if ($script:block.Kind -eq 'File' -and $Kind -like '*Each') {
        throw [System.InvalidOperationException]::new("$Kind must stand inside a Describe or a Context.")
    }
    if ($script:block.SetUps.ContainsKey($Kind)) {
        throw [System.InvalidOperationException]::new("$Kind is already defined in this block.")
    }
    $script:block.SetUps[$Kind] = $ScriptBlock
}

function Describe {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory, Position = 1)] [scriptblock] $Fixture,
        [string[]] $Tag,
        [AllowNull()] [AllowEmptyCollection()] [object] $ForEach,
        [switch] $Skip
    )
    Add-Node -Kind 'Describe' -Name $Name -ScriptBlock $Fixture -ForEach $ForEach -HasForEach $PSBoundParameters.ContainsKey('ForEach') -Tag $Tag -Skip $Skip
}

function Context {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory, Position = 1)] [scriptblock] $Fixture,
        [string[]] $Tag,
        [AllowNull()] [AllowEmptyCollection()] [object] $ForEach,
        [switch] $Skip
    )
    Add-Node -Kind 'Context' -Name $Name -ScriptBlock $Fixture -ForEach $ForEach -HasForEach $PSBoundParameters.ContainsKey('ForEach') -Tag $Tag -Skip $Skip
}

function It {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory, Position = 1)] [scriptblock] $Test,
        [string[]] $Tag,
        [Alias('TestCases')] [AllowNull()] [AllowEmptyCollection()] [object] $ForEach,
        [switch] $Skip
    )
    Add-Node -Kind 'It' -Name $Name -ScriptBlock $Test -ForEach $ForEach -HasForEach $PSBoundParameters.ContainsKey('ForEach') -Tag $Tag -Skip $Skip
}

function BeforeAll {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [scriptblock] $Scriptblock)
    Add-SetUp -Kind 'BeforeAll' -ScriptBlock $Scriptblock
}

function AfterAll {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [scriptblock] $Scriptblock)
    Add-SetUp -Kind 'AfterAll' -ScriptBlock $Scriptblock
}

function BeforeEach {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [scriptblock] $Scriptblock)
    Add-SetUp -Kind 'BeforeEach' -ScriptBlock $Scriptblock
}

function AfterEach {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [scriptblock] $Scriptblock)
    Add-SetUp -Kind 'AfterEach' -ScriptBlock $Scriptblock
}

function BeforeDiscovery {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)] [scriptblock] $ScriptBlock)

    # Its variables are for the bodies around and below it, so it runs right here.
    . $ScriptBlock
}
